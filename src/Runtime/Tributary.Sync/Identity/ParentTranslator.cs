using Tributary.Codec;

namespace Tributary.Sync;

/// <summary>Translates parent references between a system's own ids and canonical ids.</summary>
internal sealed class ParentTranslator(IdentityMap identities, EntityCatalog catalog)
{
    /// <summary>Sets the canonical parents of a proposal, or says which parent the system has not sent yet.</summary>
    public async ValueTask<MissingParent?> TranslateInboundAsync<T>(
        EntityModel<T> model, T native, T proposal, FieldMask fields, string system, CancellationToken cancellationToken)
        where T : class, IFlowEntity
    {
        for (var i = 0; i < model.Parents.Count; i++)
        {
            var parent = model.Parents[i];
            if (!fields[parent.Ordinal] || model.GetParent(native, i) is not { Length: > 0 } nativeId)
                continue;
            var field = model.Fields[parent.Ordinal].Name;
            if (SyncNames.Reject(nativeId) is { } problem)
                return new MissingParent(field, parent.Entity, nativeId, problem);
            var canonicalId = await identities.FindAsync(SyncNames.Link(parent.Entity, system, nativeId), cancellationToken).ConfigureAwait(false);
            if (canonicalId is null)
                return new MissingParent(field, parent.Entity, nativeId, null);
            model.SetParent(proposal, i, canonicalId);
        }

        return null;
    }

    /// <summary>Sets the native parents of a model for a system, or says which parent the system does not have yet.</summary>
    public async ValueTask<UnknownParent?> TranslateOutboundAsync<T>(
        EntityModel<T> model, T canonical, T native, FieldMask fields, string system, bool fresh, CancellationToken cancellationToken)
        where T : class, IFlowEntity
    {
        for (var i = 0; i < model.Parents.Count; i++)
        {
            var parent = model.Parents[i];
            if (!fields[parent.Ordinal] || model.GetParent(canonical, i) is not { Length: > 0 } canonicalId)
                continue;
            var known = await catalog.Find(parent.Entity).NativeIdAsync(canonicalId, system, fresh, cancellationToken).ConfigureAwait(false);
            if (known.NativeId is null)
                return new UnknownParent(parent.Entity, canonicalId, known.DocumentVersion);
            model.SetParent(native, i, known.NativeId);
        }

        return null;
    }
}

/// <summary>A parent that an update names and that its system has not sent, or cannot have.</summary>
internal sealed record MissingParent(string Field, string Entity, string NativeId, string? Problem);

/// <summary>A parent that a target system does not have yet, with the version of the document that says so.</summary>
internal sealed record UnknownParent(string Entity, string CanonicalId, long DocumentVersion);

/// <summary>How a system knows an entity, with the version of the document that says so.</summary>
internal readonly record struct KnownAs(string? NativeId, long DocumentVersion);
