using System.ComponentModel;

namespace Tributary;

/// <summary>The events of one type of an instance, for <c>await foreach</c>.</summary>
public sealed class DurableEvents<T>
{
    private readonly OrchestrationContext _context;
    private readonly string? _name;

    internal DurableEvents(OrchestrationContext context, string? name)
    {
        _context = context;
        _name = name;
    }

    /// <summary>For the compiler.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Enumerator GetAsyncEnumerator() => new(_context, _name);

    /// <summary>For the compiler.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public sealed class Enumerator
    {
        private readonly OrchestrationContext _context;
        private readonly string? _name;

        internal Enumerator(OrchestrationContext context, string? name)
        {
            _context = context;
            _name = name;
        }

        /// <summary>The event.</summary>
        public T Current { get; private set; } = default!;

        /// <summary>Waits for the next event.</summary>
        public async Durable<bool> MoveNextAsync()
        {
            Current = await _context.WaitForEvent<T>(_name);
            return true;
        }
    }
}
