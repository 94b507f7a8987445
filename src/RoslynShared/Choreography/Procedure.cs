namespace Tributary.Roslyn.Choreography;

/// <summary>
/// One annotated method, as the projection sees it: values that compare, and nothing of the compiler. Types and codecs are C# text; text
/// that depends on a type parameter of the method carries <c>{0}</c>, <c>{1}</c> ... in its place, and a call fills them in. With n type
/// parameters, <c>{n}</c>, <c>{n + 1}</c> ... stand for the expressions of their codecs, which a call gives behind the types.
/// </summary>
/// <param name="Key">What calls name it by: the containing type and the method, with the number of its type parameters.</param>
/// <param name="Type">The containing type, fully qualified.</param>
/// <param name="Method">The name of the method.</param>
/// <param name="Protocol">The name of the protocol on the wire.</param>
/// <param name="Version">The version of the protocol.</param>
/// <param name="IsEndless">Whether the author states that it never ends.</param>
/// <param name="InformsAutomatically">Whether a choice that a role misses is announced to it, instead of being refused.</param>
/// <param name="TypeParameters">The names of the method's type parameters.</param>
/// <param name="Roles">The roles, in the order of the parameters.</param>
/// <param name="Variables">Every located value: parameters, locals, and the unnamed results of nested steps.</param>
/// <param name="Inputs">The variables that are parameters, in their order.</param>
/// <param name="Delegates">The names of the parameters that stand for other choreographies.</param>
/// <param name="Body">What it does.</param>
/// <param name="Name">The name of the method, in the source.</param>
internal sealed record Procedure(
    string Key,
    string Type,
    string Method,
    string Protocol,
    int Version,
    bool IsEndless,
    bool InformsAutomatically,
    EquatableArray<string> TypeParameters,
    EquatableArray<Role> Roles,
    EquatableArray<Variable> Variables,
    EquatableArray<int> Inputs,
    EquatableArray<string> Delegates,
    Block Body,
    Span Name);

/// <summary>A role of a procedure.</summary>
/// <param name="Name">The name of the parameter.</param>
/// <param name="Type">The interface, or a placeholder.</param>
/// <param name="IsFamily">Whether any number of members share it.</param>
/// <param name="Parameter">The parameter, in the source.</param>
internal sealed record Role(string Name, string Type, bool IsFamily, Span Parameter);

/// <summary>A located value.</summary>
/// <param name="Name">Its name in the source, or a made-up one; unique in its procedure.</param>
/// <param name="Role">The role where it is.</param>
/// <param name="Type">Its type.</param>
/// <param name="Codec">The expression of its codec; null if the type has none, so that it can be neither sent nor kept.</param>
/// <param name="ItemCodec">The expression of the codec of one item, if it is a list whose items can be scattered; else null.</param>
internal sealed record Variable(string Name, int Role, string Type, string? Codec, string? ItemCodec = null);
