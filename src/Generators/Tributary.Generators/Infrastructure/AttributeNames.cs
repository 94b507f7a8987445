using System.Collections.Immutable;

namespace Tributary.Generators.Infrastructure;

/// <summary>The attributes that are looked for, by the names that sources write. Each has a bit of its own.</summary>
internal sealed class AttributeNames
{
    /// <summary>What a source may leave out of the name of an attribute.</summary>
    public const string Suffix = "Attribute";

    private readonly ImmutableArray<string> _metadataNames;
    private readonly Dictionary<string, ulong> _bits = new(StringComparer.Ordinal);

    public AttributeNames(ImmutableArray<string> metadataNames)
    {
        if (metadataNames.Length > 64)
            throw new ArgumentException("There are more attributes than bits.", nameof(metadataNames));
        _metadataNames = metadataNames;
        foreach (var metadataName in metadataNames)
        {
            var name = metadataName.Substring(metadataName.LastIndexOf('.') + 1);
            Add(name, BitOf(metadataName));
            Add(name.Substring(0, name.Length - Suffix.Length), BitOf(metadataName));
        }
    }

    /// <summary>The bit of an attribute.</summary>
    public ulong BitOf(string metadataName)
    {
        var index = _metadataNames.IndexOf(metadataName);
        return index >= 0 ? 1UL << index : throw new ArgumentException($"Nobody looks for {metadataName}.", nameof(metadataName));
    }

    /// <summary>The bits of the attributes that a name can mean, without the namespace before it; none for a name of something else.</summary>
    public ulong Find(string name) => _bits.TryGetValue(name, out var bits) ? bits : 0;

    private void Add(string name, ulong bit) => _bits[name] = Find(name) | bit;
}
