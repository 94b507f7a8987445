using System.Globalization;
using DurablePatterns.Patterns;
using DurablePatterns.Running;
using DurablePatterns.World;
using Tributary;

namespace DurablePatterns.Checking;

/// <summary>The patterns, with what each of their instances has to come to. Computed from the number of the instance alone.</summary>
internal static class Expectations
{
    public static IReadOnlyList<Pattern> All(TimeProvider clock) =>
    [
        new Pattern<Order, string>("function chaining", "chain", client => client.ProcessOrder, n => new Order(N(n), n * 10), static (n, it) =>
        {
            it.Returned($"Order complete: shipment of reservation for {N(n)}");
            it.DidInOrder(("ReserveInventory", N(n)), ("ProcessPayment", N(n)), ("ShipOrder", $"reservation for {N(n)}"));
        }),
        new Pattern<List<string>, BatchReport>("fan-out, fan-in", "batch", client => client.ProcessBatch, Items, static (n, it) =>
        {
            var good = Items(n).Where(static item => !item.EndsWith(BatchActivities.Bad, StringComparison.Ordinal)).ToList();
            it.Returned(new BatchReport(good.Count, Items(n).Count - good.Count));
            it.Did(good.Select(static item => ("ProcessItem", item)));
        }),
        new Pattern<string, string>("dynamic fan-out", "tasks", client => client.ProcessTasks, n => $"job {N(n)}", static (n, it) =>
        {
            var count = BatchActivities.CountTasks($"job {N(n)}");
            it.Returned($"Completed {count} tasks");
            it.Did(Enumerable.Range(0, count).Select(task => ("ProcessTask", $"job {N(n)}/{task}")));
        }),
        new Pattern<ApprovalRequest, Approval>(
            "human in the loop", "approval", client => client.RequestApproval, n => new ApprovalRequest(N(n), n * 100, TimeSpan.FromSeconds(1)), static (n, it) =>
            {
                // Whether the clerk was fast enough depends on when the process was killed.
                var escalated = People.IsClerkAway(n) || it.Has("EscalateApproval");
                it.Returned(new Approval(People.IsApproved(n), it.Result?.By == "clerk" && !People.IsClerkAway(n) ? "clerk" : "manager"));
                it.Check(escalated || it.Result?.By == "clerk", "the manager has answered what was not escalated");
                it.DidInOrder(escalated ? [("SendApprovalRequest", N(n)), ("EscalateApproval", N(n))] : [("SendApprovalRequest", N(n))]);
            }),
        new Pattern<string, string>("saga", "saga", client => client.CreateLinkedResources, Resource, static (n, it) =>
        {
            var a = $"a of {Resource(n)}";
            var b = $"b of {a}";
            if (a.EndsWith(ResourceActivities.Unlinkable, StringComparison.Ordinal))
            {
                it.FailedWith<InvalidOperationException>();
                it.DidInOrder(("CreateResourceA", a), ("CreateResourceB", b), ("DeleteResource", b), ("DeleteResource", a));
            }
            else
            {
                it.Returned($"Transaction complete: {a} + {b}");
                it.DidInOrder(("CreateResourceA", a), ("CreateResourceB", b), ("LinkResources", $"{a} + {b}"));
            }
        }),
        new Pattern<Watch, string>(
            "monitor", "monitor", client => client.MonitorService, n => new Watch(N(n), clock.GetUtcNow() + TimeSpan.FromSeconds(2)), static (n, it) =>
            {
                // How often it looks depends on when the process was killed; that no look is missing or doubled does not.
                var checks = it.Of("CheckServiceHealth").Count();
                it.Returned($"Monitoring complete after {checks} checks");
                it.DidInOrder(Enumerable.Range(0, checks).SelectMany(check => Look(n, check)));
            }),
        new Pattern<List<string>, string>("aggregator", "collect", client => client.CollectData, Sources, static (n, it) =>
        {
            // Time passes while the process is dead: then good sources, too, miss their time limit, some of them or all.
            var data = Sources(n).Take(3).Select(static source => $"data of {source}").ToList();
            if (it.Result is null)
            {
                it.FailedWith<InvalidDataException>();
                it.Did();
                return;
            }

            var answers = it.Result.Split(", ");
            it.Check(answers.SequenceEqual(data.Where(answers.Contains)), $"'{it.Result}' is not made of the sources that answer");
            it.Did(("AggregateData", it.Result));
        }),
        new Pattern<string, string>("retry", "retry", client => client.CallUnreliable, n => $"letter {N(n)}", static (n, it) =>
        {
            it.Returned($"letter {N(n)} has arrived");
            it.Did(("UnreliableActivity", $"letter {N(n)}"));
        }),
        new Pattern<string, string>("circuit breaker", "circuit", client => client.CallProtected, n => $"request {N(n)}", static (n, it) =>
        {
            it.Returned($"request {N(n)} is done");
            it.Did(("ProtectedOperation", $"request {N(n)}"));
        }),
        new Pattern<Batches, string>("state, continue-as-new", "state", client => client.ProcessInBatches, n => new Batches(n % 10 + 10, 4), static (n, it) =>
        {
            var total = n % 10 + 10;
            it.Returned($"Processed {total} numbers, which are {total * (total - 1) / 2} together");
            it.Did(Enumerable.Range(0, total).Select(static number => ("ProcessNumber", N(number))));
        }),
    ];

    private static List<string> Items(int n) =>
        [.. Enumerable.Range(0, 4 + n % 4).Select(i => $"{N(n)}/{N(i)}{((n + i) % 5 == 0 ? BatchActivities.Bad : "")}")];

    private static string Resource(int n) => N(n) + (n % 3 == 0 ? ResourceActivities.Unlinkable : "");

    private static List<string> Sources(int n) =>
        [$"{N(n)}/first", $"{N(n)}/second", $"{N(n)}/third", N(n) + AggregatorActivities.Broken, N(n) + AggregatorActivities.Slow];

    private static IEnumerable<(string, string)> Look(int n, int check)
    {
        yield return ("CheckServiceHealth", $"{N(n)}/{check}");
        var status = MonitorActivities.Health(check);
        if (check == 0 || status != MonitorActivities.Health(check - 1))
            yield return ("SendAlert", $"{N(n)} is {status} since check {check}");
    }

    private static string N(int number) => number.ToString(CultureInfo.InvariantCulture);
}
