using Tributary.Testing.Conformance;

namespace Tributary.Testing;

/// <summary>
/// The contract of <see cref="Store.IFlowStore"/> as executable cases, each with the race or the odd input that breaks a naive
/// provider. A provider's tests run every case; the cases depend on no test framework.
/// </summary>
/// <example>
/// With xunit, a theory over <see cref="Cases"/> whose body is <c>await StoreConformance.Find(name).RunAsync(CreateStore);</c>.
/// </example>
public static class StoreConformance
{
    /// <summary>All cases. A store without a durable medium leaves out those with <see cref="ConformanceCase.Reopens"/>.</summary>
    public static IReadOnlyList<ConformanceCase> Cases { get; } =
    [
        .. LifecycleCases.All(),
        .. DocumentCases.All(),
        .. IndexCases.All(),
        .. LogCases.All(),
        .. SendCases.All(),
        .. WithdrawalCases.All(),
        .. LeaseCases.All(),
        .. StaleLeaseCases.All(),
        .. SettlementCases.All(),
        .. DeadLetterCases.All(),
        .. AtomicityCases.All(),
        .. ListingCases.All(),
        .. ConcurrencyCases.All(),
        .. DurabilityCases.All(),
    ];

    /// <summary>The case with a name, as <see cref="ConformanceCase.ToString"/> gives it.</summary>
    /// <exception cref="ArgumentException">There is no such case.</exception>
    public static ConformanceCase Find(string name) =>
        Cases.FirstOrDefault(c => c.ToString() == name) ?? throw new ArgumentException($"There is no case '{name}'.", nameof(name));
}
