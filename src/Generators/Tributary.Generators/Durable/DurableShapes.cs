using Tributary.Generators.Infrastructure;
using Tributary.Roslyn;
using Tributary.Roslyn.Codec;

namespace Tributary.Generators.Durable;

/// <summary>A parameter that is part of the input.</summary>
/// <param name="Name">Its name, not escaped.</param>
/// <param name="TypeName">How generated code writes its type.</param>
/// <param name="Default">Its default value as C# text, or null.</param>
internal sealed record DurableParameter(string Name, string TypeName, string? Default);

/// <summary>What travels to a durable method and back.</summary>
/// <param name="Parameters">The parameters that are part of the input.</param>
/// <param name="Input">The codec of the one parameter, or of the tuple of several; null for none.</param>
/// <param name="ResultName">How generated code writes the type of the result; null for none.</param>
/// <param name="Result">The codec of the result; null for none.</param>
/// <param name="IsEncodable">Whether all of it can be encoded. Where it cannot, calls compile and throw: the analyzer says why.</param>
internal sealed record DurablePayload(
    EquatableArray<DurableParameter> Parameters, CodecTypeRef? Input, string? ResultName, CodecTypeRef? Result, bool IsEncodable);

/// <summary>What all durable methods have in common.</summary>
/// <param name="Type">The type that declares the method.</param>
/// <param name="Method">The method's name, not escaped.</param>
/// <param name="Name">The name in the store.</param>
/// <param name="Documentation">The documentation id of the method; null when it is not documented.</param>
/// <param name="Obsolete">The text of its [Obsolete], empty for none given; null when it is not obsolete.</param>
/// <param name="IsPublic">Whether the method, the types around it and those of its signature are public.</param>
/// <param name="Payload">What travels.</param>
internal sealed record DurableMethod(TypeShape Type, string Method, string Name, string? Documentation, string? Obsolete, bool IsPublic, DurablePayload Payload);

/// <summary>What an activity does with its result.</summary>
internal enum ActivityReturn
{
    /// <summary>It has none and is synchronous.</summary>
    Void,

    /// <summary>It returns it synchronously.</summary>
    Value,

    /// <summary>It has none and is awaited.</summary>
    Task,

    /// <summary>It is awaited.</summary>
    TaskOfValue,
}

/// <summary>An activity.</summary>
/// <param name="Method">The method.</param>
/// <param name="IsStatic">Whether it needs no instance.</param>
/// <param name="Return">How it returns.</param>
/// <param name="Arguments">The arguments of the call, in the order of all parameters.</param>
/// <param name="Settings">The assignments that make its settings, such as <c>MaxConcurrency = 2</c>.</param>
/// <param name="Retry">The assignments that make its retry policy; null when it has no [Retry].</param>
internal sealed record ActivityShape(
    DurableMethod Method, bool IsStatic, ActivityReturn Return, EquatableArray<ActivityArgument> Arguments, EquatableArray<string> Settings, EquatableArray<string>? Retry);

/// <summary>The argument of an activity's parameter.</summary>
/// <param name="Source">Where it comes from.</param>
internal readonly record struct ActivityArgument(ArgumentSource Source);

/// <summary>Where an argument comes from.</summary>
internal enum ArgumentSource
{
    /// <summary>From the input.</summary>
    Input,

    /// <summary>From the cancellation of the attempt.</summary>
    Cancellation,

    /// <summary>It is the attempt itself.</summary>
    Context,
}

/// <summary>An orchestration.</summary>
/// <param name="Method">The method.</param>
/// <param name="Version">Its version.</param>
internal sealed record OrchestrationShape(DurableMethod Method, int Version);

/// <summary>A type that is marked as an event, a state, a query or an update.</summary>
/// <param name="FullName">How generated code writes the type.</param>
/// <param name="Name">The name in the store.</param>
/// <param name="Codec">Its codec.</param>
/// <param name="ResultName">How generated code writes the type of the answer; null when it has none.</param>
/// <param name="Result">The codec of the answer.</param>
internal sealed record DurableTypeShape(string FullName, string Name, CodecTypeRef Codec, string? ResultName, CodecTypeRef? Result);
