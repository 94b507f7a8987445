using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Tributary.Orchestrations;

namespace Tributary;

/// <summary>
/// An operation of an orchestration: a called activity, a timer, an awaited event, or an <c>async</c> method that returns this type.
/// Await it in a method that returns <see cref="Durable"/> or <see cref="Durable{T}"/>, once or several times.
/// </summary>
/// <remarks>
/// In a method that returns one of these types only operations can be awaited; a <see cref="Task"/> is a compiler error there. An
/// operation belongs to the turn of its instance and to its thread: it is not thread-safe, and has no scheduler or synchronization context.
/// </remarks>
[AsyncMethodBuilder(typeof(DurableMethodBuilder))]
public class Durable : IDurableAwaiter, ICriticalNotifyCompletion
{
    // Nearly every operation is awaited once.
    private IContinuation? _waiting;

    private protected Durable()
    {
    }

    /// <summary>Whether the operation has completed, failed or was cancelled. Code that branches on this must expect every order.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool IsCompleted { get; private protected set; }

    /// <summary>An operation that has completed.</summary>
    public static Durable CompletedDurable { get; } = new() { IsCompleted = true };

    /// <summary>An operation that has completed with a value.</summary>
    public static Durable<T> FromResult<T>(T value)
    {
        var durable = new Durable<T>();
        durable.SetResult(value);
        return durable;
    }

    // An ExceptionDispatchInfo after a failure; operations keep what they decode lazily here until then.
    private protected object? Outcome { get; set; }

    /// <summary>Whether it has failed or was cancelled.</summary>
    internal bool IsFaulted => IsCompleted && Outcome is ExceptionDispatchInfo;

    /// <summary>Why it has failed, or null.</summary>
    internal Exception? Error => IsCompleted ? (Outcome as ExceptionDispatchInfo)?.SourceException : null;

    /// <summary>For the compiler.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Durable GetAwaiter() => this;

    /// <summary>For the compiler.</summary>
    /// <exception cref="InvalidOperationException">The operation has not completed: it was not awaited but asked.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void GetResult() => ThrowIfFaulted();

    /// <summary>For the compiler, which calls it only in methods that cannot be replayed; so it always throws.</summary>
    /// <exception cref="InvalidOperationException">Always.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void OnCompleted(Action continuation) => throw new InvalidOperationException(
        "A Durable can be awaited only in a method that returns Durable or Durable<T>. Make the method that awaits it return one of them.");

    /// <inheritdoc cref="OnCompleted"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void UnsafeOnCompleted(Action continuation) => OnCompleted(continuation);

    void IDurableAwaiter.Subscribe(IContinuation continuation) => Subscribe(continuation);

    internal void Subscribe(IContinuation continuation)
    {
        if (IsCompleted)
        {
            Execution.Current.Enqueue(continuation);
            return;
        }

        if (_waiting is null)
            _waiting = continuation;
        else if (_waiting is SeveralContinuations several)
            several.Add(continuation);
        else
            _waiting = new SeveralContinuations { _waiting, continuation };
    }

    /// <summary>Cancels the operation: whoever awaits it gets an <see cref="OperationCanceledException"/>. Nothing when it has completed.</summary>
    internal virtual void Cancel()
    {
    }

    internal void SetCompleted() => Complete(null);

    internal void SetException(Exception error) => Complete(ExceptionDispatchInfo.Capture(error));

    private protected void Complete(object? outcome)
    {
        if (IsCompleted)
            throw new InvalidOperationException("An operation completes once.");
        Outcome = outcome;
        IsCompleted = true;
        if (_waiting is not { } waiting)
            return;
        _waiting = null;
        var execution = Execution.Current;
        if (waiting is not SeveralContinuations several)
        {
            execution.Enqueue(waiting);
            return;
        }

        foreach (var continuation in several)
            execution.Enqueue(continuation);
    }

    private protected void ThrowIfFaulted()
    {
        if (!IsCompleted)
            throw new InvalidOperationException("The operation has not completed. Await it.");
        if (Outcome is ExceptionDispatchInfo error)
            error.Throw();
    }

    // Those who await one operation, in their order. They are enqueued one by one and never run as one.
    private sealed class SeveralContinuations : List<IContinuation>, IContinuation
    {
        public void Run() => throw new System.Diagnostics.UnreachableException();
    }
}
