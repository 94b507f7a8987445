using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Tributary.Orchestrations;

/// <summary>Builds <c>async</c> methods that return <see cref="Durable{T}"/>. See <see cref="DurableMethodBuilder"/>.</summary>
/// <typeparam name="T">The result of the method.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct DurableMethodBuilder<T>
{
    private Durable<T>? _durable;

    /// <summary>What the method returns.</summary>
    public Durable<T> Task => _durable ??= new Durable<T>();

    /// <summary>Creates a builder.</summary>
    public static DurableMethodBuilder<T> Create() => default;

    /// <summary>Runs the method up to its first suspension.</summary>
    public readonly void Start<TStateMachine>(ref TStateMachine stateMachine)
        where TStateMachine : IAsyncStateMachine
        => stateMachine.MoveNext();

    /// <summary>Not used: state machines live in the box of the operation.</summary>
    public readonly void SetStateMachine(IAsyncStateMachine stateMachine)
    {
    }

    /// <summary>The method has returned.</summary>
    public void SetResult(T result) => (_durable ??= new Durable<T>()).SetResult(result);

    /// <summary>The method has thrown.</summary>
    public void SetException(Exception exception) => (_durable ??= new Durable<T>()).SetException(exception);

    /// <summary>Suspends the method.</summary>
    public void AwaitOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : IDurableAwaiter, INotifyCompletion
        where TStateMachine : IAsyncStateMachine
        => StateMachineBox<T>.Suspend(ref _durable, ref awaiter, ref stateMachine);

    /// <summary>Suspends the method.</summary>
    public void AwaitUnsafeOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : IDurableAwaiter, ICriticalNotifyCompletion
        where TStateMachine : IAsyncStateMachine
        => StateMachineBox<T>.Suspend(ref _durable, ref awaiter, ref stateMachine);
}
