using System.Globalization;

namespace Tributary;

/// <summary>The first place where the code of an orchestration and a history differ.</summary>
/// <param name="Index">The index of the event in the history, from 0.</param>
/// <param name="Expected">What the history has there.</param>
/// <param name="Actual">What the code does.</param>
/// <param name="Frame">The line of the orchestration that does it, when debug information tells; else null.</param>
public sealed record HistoryDifference(int Index, string Expected, string Actual, string? Frame)
{
    /// <inheritdoc />
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"Event {Index}: the history has {Expected}, the code does {Actual}{(Frame is null ? "" : $", {Frame.Trim()}")}.");
}
