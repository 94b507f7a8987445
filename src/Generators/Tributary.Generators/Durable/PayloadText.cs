using Tributary.Generators.Codec;
using Tributary.Generators.Infrastructure;

namespace Tributary.Generators.Durable;

/// <summary>How generated code writes what travels to a durable method and back.</summary>
internal static class PayloadText
{
    private const string Nothing = "Nothing";
    private const string NothingCodec = "Nothing.Codec";

    /// <summary>The type arguments of a descriptor: of the input and of the result.</summary>
    public static string TypeArguments(DurablePayload payload) => InputType(payload) + ", " + (payload.ResultName ?? Nothing);

    /// <summary>The codecs of the input and of the result.</summary>
    public static string Codecs(DurablePayload payload)
        => (payload.Input is null ? NothingCodec : CodecText.CodecOf(payload.Input)) + ", " + (payload.Result is null ? NothingCodec : CodecText.CodecOf(payload.Result));

    /// <summary>The parameters of a call, between the one that it extends and the one that is its option.</summary>
    /// <param name="payload">What travels.</param>
    /// <param name="first">The parameter before, such as <c>this ActivityCalls activities</c>.</param>
    /// <param name="last">The parameter behind, such as <c>ActivityOptions? options = null</c>; null for none.</param>
    public static string Parameters(DurablePayload payload, string first, string? last)
    {
        var parameters = new List<string> { first };
        foreach (var parameter in payload.Parameters)
            parameters.Add($"{parameter.TypeName} {CSharpText.Identifier(parameter.Name)}{(parameter.Default is null ? "" : " = " + parameter.Default)}");
        if (last is not null)
            parameters.Add(last);
        return string.Join(", ", parameters);
    }

    /// <summary>A name that none of the parameters has.</summary>
    public static string Free(string name, DurablePayload payload)
    {
        while (payload.Parameters.Any(parameter => parameter.Name == name))
            name += "_";
        return name;
    }

    /// <summary>The input as an argument, made of the parameters of a call.</summary>
    public static string Input(DurablePayload payload) => payload.Parameters.Count switch
    {
        0 => "default",
        1 => CSharpText.Identifier(payload.Parameters[0].Name),
        _ => "(" + string.Join(", ", payload.Parameters.Select(static parameter => CSharpText.Identifier(parameter.Name))) + ")",
    };

    /// <summary>The arguments of the method, taken from a variable <c>input</c>.</summary>
    public static string[] Arguments(DurablePayload payload) => payload.Parameters.Count switch
    {
        0 => [],
        1 => ["input"],
        _ when HasElementNames(payload) => [.. payload.Parameters.Select(static parameter => "input." + CSharpText.Identifier(parameter.Name))],
        _ => [.. payload.Parameters.Select(static (_, i) => FormattableString.Invariant($"input.Item{i + 1}"))],
    };

    /// <summary>What a call does when its input or result cannot be encoded.</summary>
    public static string Throw(DurableMethod method) => $"throw new global::System.NotSupportedException({CSharpText.Literal($"The input or the result of {method.Name} cannot be encoded.")})";

    private static string InputType(DurablePayload payload)
    {
        if (payload.Parameters.Count < 2)
            return payload.Parameters.Count == 0 ? Nothing : payload.Parameters[0].TypeName;
        var hasNames = HasElementNames(payload);
        return "(" + string.Join(", ", payload.Parameters.Select(parameter => hasNames ? parameter.TypeName + " " + CSharpText.Identifier(parameter.Name) : parameter.TypeName)) + ")";
    }

    // The names that no element of a tuple may have, such as Item1 and Rest, all start with a capital.
    private static bool HasElementNames(DurablePayload payload) => !payload.Parameters.Any(static parameter => char.IsUpper(parameter.Name[0]));
}
