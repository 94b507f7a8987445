using System.ComponentModel;
using System.Runtime.CompilerServices;
using Tributary.Orchestrations;

namespace Tributary;

/// <summary>An operation of an orchestration that has a result. See <see cref="Durable"/>.</summary>
/// <typeparam name="T">The result.</typeparam>
[AsyncMethodBuilder(typeof(DurableMethodBuilder<>))]
public class Durable<T> : Durable
{
    private T _result = default!;

    internal Durable()
    {
    }

    /// <summary>For the compiler.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public new Durable<T> GetAwaiter() => this;

    /// <summary>For the compiler.</summary>
    /// <exception cref="InvalidOperationException">The operation has not completed: it was not awaited but asked.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public new T GetResult()
    {
        if (Outcome is HistoryEvent undecoded && IsCompleted)
        {
            _result = Decode(undecoded);
            Outcome = null;
            return _result;
        }

        ThrowIfFaulted();
        return _result;
    }

    /// <summary>Reads the result from the completion that was accepted; called when somebody asks for it first.</summary>
    private protected virtual T Decode(HistoryEvent completion) => throw new InvalidOperationException($"{GetType().Name} decodes nothing.");

    internal void SetResult(T result)
    {
        _result = result;
        Complete(null);
    }
}
