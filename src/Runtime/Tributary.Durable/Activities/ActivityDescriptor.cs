using System.ComponentModel;
using Tributary.Codec;

namespace Tributary.Orchestrations;

/// <summary>What a caller of an activity must know of it. The generator writes one per activity.</summary>
/// <typeparam name="TInput">The parameter; a tuple for several, <see cref="Nothing"/> for none.</typeparam>
/// <typeparam name="TResult">The result; <see cref="Nothing"/> for none.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ActivityDescriptor<TInput, TResult>
{
    /// <summary>Creates a descriptor.</summary>
    public ActivityDescriptor(string name, Codec<TInput> input, Codec<TResult> result, ActivitySettings settings)
    {
        Name = name;
        Input = input;
        Result = result;
        Settings = settings;
        Queue = DurableNames.ActivityQueue(name, settings.Tag);
    }

    /// <summary>The activity's name.</summary>
    public string Name { get; }

    /// <summary>The codec of its input.</summary>
    public Codec<TInput> Input { get; }

    /// <summary>The codec of its result.</summary>
    public Codec<TResult> Result { get; }

    /// <summary>What its attributes say.</summary>
    public ActivitySettings Settings { get; }

    internal string Queue { get; }
}

/// <summary>Runs an activity.</summary>
/// <param name="services">The services of the attempt's own scope.</param>
/// <param name="input">The input.</param>
/// <param name="context">The attempt.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate ValueTask<TResult> ActivityBody<in TInput, TResult>(IServiceProvider services, TInput input, ActivityContext context);
