using System.ComponentModel;
using Tributary.Codec;

namespace Tributary.Orchestrations;

/// <summary>What a starter of an orchestration must know of it. The generator writes one per orchestration and version.</summary>
/// <typeparam name="TInput">The parameter; a tuple for several, <see cref="Nothing"/> for none.</typeparam>
/// <typeparam name="TResult">The result; <see cref="Nothing"/> for none.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class OrchestrationDescriptor<TInput, TResult>
{
    /// <summary>Creates a descriptor.</summary>
    public OrchestrationDescriptor(string name, int version, Codec<TInput> input, Codec<TResult> result)
    {
        Name = name;
        Version = version;
        Input = input;
        Result = result;
    }

    /// <summary>The orchestration's name.</summary>
    public string Name { get; }

    /// <summary>Its version.</summary>
    public int Version { get; }

    /// <summary>The codec of its input.</summary>
    public Codec<TInput> Input { get; }

    /// <summary>The codec of its result.</summary>
    public Codec<TResult> Result { get; }
}
