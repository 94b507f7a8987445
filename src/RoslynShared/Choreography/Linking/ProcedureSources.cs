using System.Diagnostics.CodeAnalysis;

namespace Tributary.Roslyn.Choreography;

/// <summary>The procedures that can be called, with their tail calls of themselves as loops.</summary>
internal sealed class ProcedureSources(Procedure root, IReadOnlyDictionary<string, Procedure> procedures)
{
    private readonly Dictionary<string, Procedure> _prepared = [];

    /// <summary>The procedure as it was written.</summary>
    public bool TryGet(string key, [NotNullWhen(true)] out Procedure? procedure)
    {
        procedure = key == root.Key ? root : null;
        return procedure is not null || procedures.TryGetValue(key, out procedure);
    }

    /// <summary>The procedure with loops instead of tail calls.</summary>
    public bool TryGetPrepared(string key, [NotNullWhen(true)] out Procedure? procedure)
    {
        if (_prepared.TryGetValue(key, out procedure))
            return true;
        if (!TryGet(key, out var source))
            return false;
        procedure = _prepared[key] = TailCalls.ToLoop(source);
        return true;
    }
}
