namespace Tributary.Roslyn.Choreography;

/// <summary>Whether everybody in a guarded part is told when it is given up.</summary>
internal static class GuardChecks
{
    public static void Check(ProtocolGraph graph, IReadOnlyList<RoleView> views, FaultLog log)
    {
        foreach (var guard in graph.Nodes.Where(static node => node.Kind == NodeKind.Guard))
        {
            var guarded = (Guarded)guard.Statement!;
            foreach (var view in views.Where(view => view.Role != guarded.Owner))
                Check(graph, guard, guarded, view, log);
        }
    }

    private static void Check(ProtocolGraph graph, Node guard, Guarded guarded, RoleView view, FaultLog log)
    {
        var name = graph.Procedure.Roles[view.Role].Name;
        var informed = guarded.Informed.FirstOrDefault(one => one.Role == view.Role);
        if (view.Role == guarded.Trigger.Mortal)
        {
            // A role that may die waits for the outcome like the others, but what is said to the dead is said to nobody.
            if (view.TakesPartIn(guard, 1))
                log.Add(graph, FaultKind.DeadRole, view.FirstIn(guard, 1), guard, name);
        }
        else if (informed is null && view.TakesPartIn(guard) && !guard.InformsAutomatically)
        {
            log.Add(graph, FaultKind.UninformedGuard, guard, view.FirstIn(guard, view.TakesPartIn(guard, 0) ? 0 : 1), name, graph.Procedure.Roles[guarded.Owner].Name);
        }

        if (informed is not null && !view.TakesPartIn(guard))
            log.Add(graph, FaultKind.SuperfluousInform, informed.Span, guard.Site, null, name);
    }
}
