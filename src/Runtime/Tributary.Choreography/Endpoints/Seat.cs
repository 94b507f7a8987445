namespace Tributary.Choreographies;

/// <summary>
/// One place of a session, in the process that plays it: its mailboxes, the guarded parts it is in, and what else the steps of its
/// endpoint share. The endpoint's flow reads; any thread writes.
/// </summary>
internal sealed class Seat
{
    private readonly Lock _lock = new();
    private readonly Mailbox?[] _from;
    private readonly int[] _sent;
    private readonly List<Pulse> _waits = [];
    private readonly Dictionary<GuardPath, GuardScope> _open = [];
    private Dictionary<GuardPath, bool>? _announced;

    public Seat(Session session, int role, int member, Purse purse, EndpointJournal? journal = null)
    {
        Session = session;
        Role = role;
        Self = new Member(member, session.Seating.Members(role));
        Index = session.Seating.First(role) + member;
        Purse = purse;
        _from = new Mailbox?[session.Seating.Count];
        _sent = new int[session.Seating.Count];
        Journal = journal;
        foreach (var (from, frame) in journal?.Frames ?? [])
            From(from).Put(frame);
    }

    public Session Session { get; }

    public int Role { get; }

    public int Index { get; }

    public Member Self { get; }

    public Purse Purse { get; }

    /// <summary>What a durable endpoint writes down; null if it is not durable.</summary>
    public EndpointJournal? Journal { get; }

    public GuardEntries Entries { get; } = new();

    /// <summary>The last step that the endpoint began, for the message of an abort; 0 before the first.</summary>
    public int CurrentStep { get; set; }

    /// <summary>How many frames the endpoint has sent.</summary>
    public long Sent => _sent.Sum(static count => (long)count);

    /// <summary>The frames of one sender. Made when first needed, by whichever side comes first.</summary>
    public Mailbox From(int seat)
    {
        if (Volatile.Read(ref _from[seat]) is { } mailbox)
            return mailbox;
        lock (_lock)
        {
            mailbox = _from[seat] ??= new Mailbox();
            _waits.Add(mailbox);
            return mailbox;
        }
    }

    /// <summary>The number of the next frame to a place. One flow at a time sends in one direction.</summary>
    public int NumberNext(int to) => ++_sent[to];

    /// <summary>Wakes every reader of this place, so that it looks at the session and its parts again.</summary>
    public void WakeAll()
    {
        Pulse[] waits;
        lock (_lock)
            waits = [.. _waits];
        foreach (var wait in waits)
            wait.Beat();
    }

    /// <summary>A wait of its own, for as long as it is not removed.</summary>
    public void Add(Pulse wait)
    {
        lock (_lock)
            _waits.Add(wait);
    }

    /// <summary>Ends a wait of its own.</summary>
    public void Remove(Pulse wait)
    {
        lock (_lock)
            _waits.Remove(wait);
    }

    /// <summary>Enters a guarded part. What its owner announced already holds at once.</summary>
    /// <param name="outer">The part around it.</param>
    /// <param name="guard">Which part.</param>
    /// <param name="mortalRole">The role whose death gives it up, or -1.</param>
    /// <param name="onDeath">What the owner does then; null at the others.</param>
    public GuardScope Enter(GuardScope? outer, int guard, int mortalRole, Action<GuardScope>? onDeath)
    {
        GuardScope scope;
        bool known, completed;
        lock (_lock)
        {
            scope = new GuardScope(outer, guard, (outer?.Entries ?? Entries).Enter(guard), mortalRole, onDeath);
            _open.Add(scope.Path, scope);
            _waits.Add(scope);
            completed = false;
            known = _announced is not null && _announced.Remove(scope.Path, out completed);
        }

        if (known)
            scope.Decide(completed);
        return scope;
    }

    /// <summary>Leaves a guarded part, and forgets what was announced of parts inside that were never reached.</summary>
    public void Leave(GuardScope scope)
    {
        lock (_lock)
        {
            _open.Remove(scope.Path);
            _waits.Remove(scope);
            if (_announced is null)
                return;
            foreach (var path in _announced.Keys.Where(path => path.At(scope.Path.Depth)!.Equals(scope.Path)).ToArray())
                _announced.Remove(path);
        }
    }

    /// <summary>The owner of a part says how it ended. Said twice, it counts once.</summary>
    public void Announce(GuardPath path, bool completed)
    {
        GuardScope? scope;
        lock (_lock)
        {
            if (!_open.TryGetValue(path, out scope))
            {
                if (!WasLeft(path))
                    (_announced ??= [])[path] = completed;
                return;
            }
        }

        if (scope.Decide(completed) && !completed)
            WakeAll();
    }

    /// <summary>A role died: the parts that this place owns and that are to survive it are given up, and every reader looks again.</summary>
    public void RoleDied(int role)
    {
        GuardScope[] open;
        lock (_lock)
            open = [.. _open.Values.Where(scope => scope.MortalRole == role && scope.OnDeath is not null)];
        foreach (var scope in open)
            scope.OnDeath!(scope);
        WakeAll();
    }

    private bool WasLeft(GuardPath path)
    {
        GuardScope? outer = null;
        if (path.Outer is not null && !_open.TryGetValue(path.Outer, out outer))
            return WasLeft(path.Outer);
        return (outer?.Entries ?? Entries).Of(path.Guard) >= path.Entry;
    }
}
