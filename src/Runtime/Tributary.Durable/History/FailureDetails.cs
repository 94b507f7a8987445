namespace Tributary;

/// <summary>An exception as it is kept and handed on, without its type being needed.</summary>
/// <param name="Type">The full name of its type.</param>
/// <param name="Message">Its message.</param>
/// <param name="Stack">Its stack trace, or null.</param>
/// <param name="Cause">The inner exception, or null.</param>
/// <param name="Bases">The full names of the types it is derived from, nearest first, without <c>System.Object</c>.</param>
public sealed record FailureDetails(string Type, string Message, string? Stack, FailureDetails? Cause, IReadOnlyList<string> Bases)
{
    private const int MaxDepth = 16;
    private const int MaxText = 16 * 1024;

    /// <summary>Describes an exception with the chain of its causes; long texts are cut.</summary>
    public static FailureDetails From(Exception exception) => From(exception, 0);

    /// <summary>Describes a failure that no exception stands for.</summary>
    public static FailureDetails Of(string type, string message) => new(type, message, null, null, []);

    /// <summary>Whether the failure, or one of its causes, is an exception of this type or of one derived from it.</summary>
    public bool Is<TException>()
        where TException : Exception
        => Is(typeof(TException).FullName!) || Cause?.Is<TException>() == true;

    /// <summary>The failure with its causes, for people.</summary>
    public override string ToString()
    {
        var text = $"{Type}: {Message}";
        if (Cause is not null)
            text += $"\n ---> {Cause}";
        return Stack is null ? text : $"{text}\n{Stack}";
    }

    internal bool Is(string typeName) => Type == typeName || Bases.Contains(typeName);

    private static FailureDetails From(Exception exception, int depth)
    {
        // What was described once is handed on as it is, so that the chain of causes survives every hop.
        if (exception is DurableFailureException { Failure: { } failure } known)
            return new FailureDetails(NameOf(known.GetType()), Cut(known.Message)!, Cut(known.StackTrace), Shorten(failure, depth), BasesOf(known.GetType()));
        var cause = exception.InnerException;
        return new FailureDetails(
            NameOf(exception.GetType()), Cut(exception.Message)!, Cut(exception.StackTrace),
            cause is null || depth == MaxDepth ? null : From(cause, depth + 1), BasesOf(exception.GetType()));
    }

    // What each hop adds must not make the chain deeper than JSON may be nested. The middle goes: the last link is where it began.
    private static FailureDetails Shorten(FailureDetails failure, int depth)
    {
        var last = failure;
        var length = 1;
        for (; last.Cause is not null; length++)
            last = last.Cause;
        return depth + length < MaxDepth ? failure : Keep(failure, MaxDepth - depth - 2, last);

        static FailureDetails Keep(FailureDetails link, int left, FailureDetails root) =>
            left <= 0 || link.Cause is null ? root : link with { Cause = Keep(link.Cause, left - 1, root) };
    }

    private static string NameOf(Type type) => type.FullName ?? type.Name;

    private static List<string> BasesOf(Type type)
    {
        var names = new List<string>();
        for (var up = type.BaseType; up is not null && up != typeof(object); up = up.BaseType)
            names.Add(NameOf(up));
        return names;
    }

    private static string? Cut(string? text) => WellFormed(text is { Length: > MaxText } ? string.Concat(text.AsSpan(0, MaxText), "…") : text);

    // Half a surrogate pair, cut off or in the message from the start, cannot be written as UTF-8.
    private static string? WellFormed(string? text) =>
        text is null ? null : System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));
}
