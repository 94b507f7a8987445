using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Tributary.Orchestrations;

/// <summary>
/// Builds <c>async</c> methods that return <see cref="Durable"/>. The constraint on what is awaited is what keeps foreign awaits out: the
/// compiler reports CS0315 or CS0311 at each of them.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct DurableMethodBuilder
{
    private Durable<Nothing>? _durable;

    /// <summary>What the method returns.</summary>
    public Durable Task => _durable ??= new Durable<Nothing>();

    /// <summary>Creates a builder.</summary>
    public static DurableMethodBuilder Create() => default;

    /// <summary>Runs the method up to its first suspension.</summary>
    public readonly void Start<TStateMachine>(ref TStateMachine stateMachine)
        where TStateMachine : IAsyncStateMachine
        => stateMachine.MoveNext();

    /// <summary>Not used: state machines live in the box of the operation.</summary>
    public readonly void SetStateMachine(IAsyncStateMachine stateMachine)
    {
    }

    /// <summary>The method has returned.</summary>
    public void SetResult() => (_durable ??= new Durable<Nothing>()).SetResult(default);

    /// <summary>The method has thrown.</summary>
    public void SetException(Exception exception) => (_durable ??= new Durable<Nothing>()).SetException(exception);

    /// <summary>Suspends the method.</summary>
    public void AwaitOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : IDurableAwaiter, INotifyCompletion
        where TStateMachine : IAsyncStateMachine
        => StateMachineBox<Nothing>.Suspend(ref _durable, ref awaiter, ref stateMachine);

    /// <summary>Suspends the method.</summary>
    public void AwaitUnsafeOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : IDurableAwaiter, ICriticalNotifyCompletion
        where TStateMachine : IAsyncStateMachine
        => StateMachineBox<Nothing>.Suspend(ref _durable, ref awaiter, ref stateMachine);
}
