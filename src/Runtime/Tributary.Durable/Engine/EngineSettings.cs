using Microsoft.Extensions.Logging;

namespace Tributary.Orchestrations;

/// <summary>What executions share.</summary>
/// <param name="Values">The codecs of events, states, queries and updates.</param>
/// <param name="Inputs">What a changed input means in a replay.</param>
/// <param name="MaxPayload">The largest payload in bytes.</param>
/// <param name="SuggestContinueAfter">The length of a history from which on continue-as-new is suggested.</param>
/// <param name="Logger">Where the code's log goes.</param>
internal sealed record EngineSettings(ValueCatalog Values, InputCheck Inputs, int MaxPayload, int SuggestContinueAfter, ILogger Logger)
{
    public void CheckSize(string what, int size)
    {
        if (size > MaxPayload)
            throw new PayloadTooLargeException(what, size, MaxPayload);
    }
}
