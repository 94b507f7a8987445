namespace Tributary;

/// <summary>Marks a type that is raised to orchestrations from outside: <c>await ctx.WaitForEvent&lt;Approval&gt;()</c>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class DurableEventAttribute : Attribute
{
    /// <summary>The name in histories; the type's name when not set.</summary>
    public string? Name { get; set; }
}

/// <summary>Marks a type that an orchestration keeps or shows: its keyed state (<c>ctx.State</c>) or its custom status (<c>ctx.SetStatus</c>).</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class DurableStateAttribute : Attribute;

/// <summary>Marks a type that implements <see cref="IDurableQuery{TResult}"/>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class DurableQueryAttribute : Attribute
{
    /// <summary>The name on the wire; the type's name when not set.</summary>
    public string? Name { get; set; }
}

/// <summary>Marks a type that implements <see cref="IDurableUpdate{TResult}"/>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class DurableUpdateAttribute : Attribute
{
    /// <summary>The name in histories; the type's name when not set.</summary>
    public string? Name { get; set; }
}

/// <summary>A question to a running orchestration that changes nothing in it.</summary>
/// <typeparam name="TResult">The answer.</typeparam>
public interface IDurableQuery<TResult>;

/// <summary>A request to a running orchestration that may change it, be refused by its validator, and has a result.</summary>
/// <typeparam name="TResult">The result.</typeparam>
public interface IDurableUpdate<TResult>;
