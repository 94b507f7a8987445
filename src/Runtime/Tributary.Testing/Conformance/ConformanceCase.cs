using Tributary.Store;

namespace Tributary.Testing;

/// <summary>One named sentence of the store's contract, and the code that checks it.</summary>
/// <param name="Group">The part of the contract.</param>
/// <param name="Name">The sentence.</param>
/// <param name="Check">Checks it on a fresh store; throws <see cref="ConformanceException"/> when it does not hold.</param>
public sealed record ConformanceCase(string Group, string Name, Func<StoreFixture, Task> Check)
{
    /// <summary>Whether the case closes the store and opens it again, which only a store with a durable medium can pass.</summary>
    public bool Reopens { get; init; }

    /// <summary>Creates a store, opens it under virtual time, and checks this case on it.</summary>
    /// <param name="create">
    /// Creates a store that is not yet opened, under the given clock. Called again within one case, it must give a store over the same
    /// data; for another case, over no data.
    /// </param>
    /// <exception cref="ConformanceException">The store does not keep the contract.</exception>
    public async Task RunAsync(Func<TimeProvider, ValueTask<IFlowStore>> create)
    {
        var fixture = new StoreFixture(create);
        await using (fixture.ConfigureAwait(false))
        {
            await fixture.OpenAsync().ConfigureAwait(false);
            await Check(fixture).ConfigureAwait(false);
        }
    }

    /// <inheritdoc />
    public override string ToString() => $"{Group}: {Name}";
}
