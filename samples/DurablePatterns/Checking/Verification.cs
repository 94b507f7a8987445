using DurablePatterns.Running;
using DurablePatterns.World;
using Tributary;

namespace DurablePatterns.Checking;

/// <summary>What came of all instances of a pattern.</summary>
/// <param name="Name">The pattern.</param>
/// <param name="Instances">How many there are.</param>
/// <param name="Completed">How many have ended as they should.</param>
/// <param name="Open">How many have not ended, in words.</param>
/// <param name="Wrong">What is wrong with the others, in words.</param>
/// <param name="Effects">How many effects are recorded.</param>
/// <param name="Duplicates">The effects that were had twice under different keys.</param>
/// <param name="Repeated">How many calls ran again after their effect, which their key made harmless.</param>
internal sealed record Verified(
    string Name, int Instances, int Completed, IReadOnlyList<string> Open, IReadOnlyList<string> Wrong, int Effects, IReadOnlyList<string> Duplicates, long Repeated);

/// <summary>Compares what the store and the world have with what there must be.</summary>
internal static class Verification
{
    public static async Task<IReadOnlyList<Verified>> RunAsync(DurableClient client, IReadOnlyList<Pattern> patterns, Effects world)
    {
        var effects = (await world.ReadAllAsync()).ToLookup(static e => e.Instance);
        var verified = new List<Verified>();
        foreach (var pattern in patterns)
            verified.Add(await RunAsync(client, pattern, effects));
        return verified;
    }

    private static async Task<Verified> RunAsync(DurableClient client, Pattern pattern, ILookup<string, Effect> effects)
    {
        var (open, wrong) = (new List<string>(), new List<string>());
        for (var number = 1; number <= pattern.Started; number++)
        {
            var id = Ids.Of(pattern.Prefix, number);
            var instance = await client.FindAsync(id);
            if (instance?.Status.IsFinal() == true)
                wrong.AddRange((await pattern.CheckAsync(client, number, [.. effects[id]])).Select(what => $"{id}: {what}"));
            else
                open.Add(instance is null ? $"{id}: is lost" : $"{id}: is {instance.Status} {instance.Difference}");
        }

        var own = effects.Where(group => Ids.PrefixOf(group.Key) == pattern.Prefix).SelectMany(static group => group).ToList();
        wrong.AddRange(own.Where(e => Ids.NumberOf(e.Instance) > pattern.Started).Select(static e => $"{e.Instance}: had effects, but does not exist"));
        var duplicates = own.GroupBy(static e => (e.Instance, e.Activity, e.What)).Where(static same => same.Count() > 1)
            .Select(static same => $"{same.Key.Instance}: {same.Key.Activity} of '{same.Key.What}' under {string.Join(", ", same.Select(static e => e.Key))}").ToList();
        var bad = wrong.Concat(open).Select(static text => text.Split(':')[0]).Distinct().Count();
        return new(pattern.Name, pattern.Started, pattern.Started - bad, open, wrong, own.Count, duplicates, own.Sum(static e => e.Runs - 1));
    }
}
