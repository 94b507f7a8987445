namespace Tributary.Roslyn.Choreography;

/// <summary>What can be said of a procedure without knowing what it calls.</summary>
internal static class ProcedureChecks
{
    /// <summary>The faults of a procedure's own text.</summary>
    public static IEnumerable<Fault> Of(Procedure procedure)
    {
        var read = new HashSet<int>(procedure.Body.All().SelectMany(static statement => statement.Reads()));
        foreach (var statement in procedure.Body.All())
        {
            var faults = statement switch
            {
                Message message => OfMessage(procedure, message, read),
                Choice choice => OfInformed(procedure, choice.Role, choice.Informed),
                Guarded guarded => OfInformed(procedure, guarded.Owner, guarded.Informed),
                _ => [],
            };
            foreach (var fault in faults)
                yield return fault;
        }
    }

    private static IEnumerable<Fault> OfMessage(Procedure procedure, Message message, HashSet<int> read)
    {
        foreach (var receiver in message.To)
        {
            if (receiver.Role == message.From && message.Route != Route.Next)
                yield return Fault(FaultKind.SelfSend, receiver.Span, procedure.Roles[receiver.Role].Name);
            if (receiver.Result >= 0 && !read.Contains(receiver.Result))
                yield return Fault(FaultKind.UnusedValue, receiver.Span, procedure.Variables[receiver.Result].Name);
        }

        if (message.Quorum < 0)
            yield return Fault(FaultKind.BadQuorum, message.Span, "0");
    }

    private static IEnumerable<Fault> OfInformed(Procedure procedure, int decider, EquatableArray<Informed> informed)
    {
        var told = new HashSet<int>();
        foreach (var one in informed)
        {
            if (one.Role == decider)
                yield return Fault(FaultKind.SelfInform, one.Span, procedure.Roles[one.Role].Name);
            else if (!told.Add(one.Role))
                yield return Fault(FaultKind.SuperfluousInform, one.Span, procedure.Roles[one.Role].Name);
        }
    }

    private static Fault Fault(FaultKind kind, Span span, string text) => new(kind, span, new[] { text }.ToEquatableArray(), null);
}
