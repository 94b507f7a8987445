using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Options;
using Tributary.Sqlite;
using Tributary.Store;
using Tributary.Store.InMemory;

namespace Tributary.Testing.Tests.Model;

/// <summary>Random steps on a store and on a naive model of it give the same results.</summary>
public sealed class ModelTests
{
    private static readonly Gen<Step> s_step =
        from kind in Gen.Frequency(
            (6, Gen.Constant(StepKind.Commit)),
            (5, Gen.Constant(StepKind.Turn)),
            (6, Gen.Constant(StepKind.Lease)),
            (1, Gen.Constant(StepKind.Renew)),
            (1, Gen.Constant(StepKind.Abandon)),
            (2, Gen.Constant(StepKind.Advance)),
            (1, Gen.Constant(StepKind.Restart)))
        from seed in Gen.Choose(0, int.MaxValue)
        select new Step(kind, seed);

    [Fact]
    public void The_in_memory_store_behaves_as_its_model() => Check(1_500, () =>
    {
        InMemoryFlowStore? store = null;
        return time => ValueTask.FromResult<IFlowStore>(store ??= new InMemoryFlowStore(time));
    });

    [Fact]
    public void The_SQLite_store_behaves_as_its_model()
    {
        var folder = Directory.CreateTempSubdirectory("tributary-model-");
        var runs = 0;
        try
        {
            Check(60, () =>
            {
                var options = Options.Create(new SqliteStoreOptions { Path = Path.Combine(folder.FullName, $"{++runs}.db") });
                return time => ValueTask.FromResult<IFlowStore>(new SqliteFlowStore(options, time));
            });
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Check(int runs, Func<Func<TimeProvider, ValueTask<IFlowStore>>> provider)
    {
        var steps = Arb.From(Gen.ArrayOf(s_step), static all => Shorter(all));
        var property = Prop.ForAll(steps, all =>
        {
            Run(all, provider()).GetAwaiter().GetResult();
            return true;
        });
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(runs).WithEndSize(80), property);
    }

    private static async Task Run(Step[] steps, Func<TimeProvider, ValueTask<IFlowStore>> create)
    {
        await using var fixture = new StoreFixture(create);
        await fixture.OpenAsync();
        await new ModelRun(fixture).RunAsync(steps);
    }

    /// <summary>Halves first, then each single step left out: finds a short failing run in few tries.</summary>
    private static IEnumerable<Step[]> Shorter(Step[] steps)
    {
        if (steps.Length > 2)
        {
            yield return steps[..(steps.Length / 2)];
            yield return steps[(steps.Length / 2)..];
        }

        for (var i = steps.Length - 1; i >= 0; i--)
            yield return [.. steps[..i], .. steps[(i + 1)..]];
    }
}
