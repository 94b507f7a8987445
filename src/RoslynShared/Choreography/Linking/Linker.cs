namespace Tributary.Roslyn.Choreography;

/// <summary>Makes one protocol of a procedure and of all that it calls.</summary>
internal static class Linker
{
    /// <summary>Writes out every call of a procedure.</summary>
    /// <param name="root">The procedure.</param>
    /// <param name="procedures">All procedures by their keys.</param>
    public static LinkedProtocol Link(Procedure root, IReadOnlyDictionary<string, Procedure> procedures)
    {
        var faults = new List<Fault>();
        var sources = new ProcedureSources(root, procedures);
        var calls = CallGraph.Of(root, sources, faults);
        var targets = new TargetQueue();
        faults.AddRange(ProcedureChecks.Of(root));
        faults.AddRange(calls.UnguardedRecursion());

        var procedure = new ProcedureWriter(sources, calls, targets, faults).Write(calls.Root, root);
        var linked = new List<Procedure>();
        while (targets.TryNext(out var instance))
            linked.Add(new ProcedureWriter(sources, calls, targets, faults).WriteTarget(instance));
        return new(procedure, linked.ToEquatableArray(), faults.Distinct().ToEquatableArray());
    }
}
