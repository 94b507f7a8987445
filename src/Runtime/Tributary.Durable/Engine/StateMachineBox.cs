using System.Runtime.CompilerServices;

namespace Tributary.Orchestrations;

/// <summary>What is suspended in an <c>async</c> method, and the operation that the method returned, in one object.</summary>
/// <typeparam name="T">The result of the method.</typeparam>
internal abstract class StateMachineBox<T> : Durable<T>, IContinuation
{
    private Durable? _awaited;
    private bool _cancelled;

    public abstract void Run();

    /// <summary>A method is cancelled where it stands: what it awaits throws there, and it may clean up.</summary>
    internal override void Cancel()
    {
        if (IsCompleted)
            return;
        // What it awaited may have completed in this very moment: then it is cancelled at its next wait.
        if (_awaited is { IsCompleted: false })
            _awaited.Cancel();
        else
            _cancelled = true;
    }

    /// <summary>Moves the state machine to the heap at its first suspension, and waits for what it awaits.</summary>
    public static void Suspend<TAwaiter, TStateMachine>(ref Durable<T>? durable, ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : IDurableAwaiter
        where TStateMachine : IAsyncStateMachine
    {
        if (durable is not StateMachineBox<T> box)
        {
            var created = new Box<TStateMachine>();
            // The builder is a field of the state machine: it must know its box before both are copied into it.
            durable = box = created;
            created.StateMachine = stateMachine;
        }

        // Nothing else implements the interface, whose only member is internal, and this runs at every await.
        var awaited = Unsafe.As<Durable>((object)awaiter);
        box._awaited = awaited;
        awaited.Subscribe(box);
        if (!box._cancelled)
            return;
        box._cancelled = false;
        awaited.Cancel();
    }

    private sealed class Box<TStateMachine> : StateMachineBox<T>
        where TStateMachine : IAsyncStateMachine
    {
        public TStateMachine StateMachine = default!;

        public override void Run()
        {
            _awaited = null;
            StateMachine.MoveNext();
        }
    }
}
