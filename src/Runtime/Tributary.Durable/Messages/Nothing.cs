using System.ComponentModel;
using System.Text.Json;
using Tributary.Codec;

namespace Tributary.Orchestrations;

/// <summary>The input of what takes none and the result of what has none; <c>null</c> on the wire.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Nothing
{
    /// <summary>Its codec. It accepts any value, so that a result that was dropped later does no harm.</summary>
    public static Codec<Nothing> Codec { get; } = new NothingCodec();

    private sealed class NothingCodec : Codec<Nothing>
    {
        public override void Write(Utf8JsonWriter writer, Nothing value) => writer.WriteNullValue();

        public override Nothing Read(ref Utf8JsonReader reader)
        {
            reader.Skip();
            return default;
        }

        public override Nothing Copy(Nothing value) => value;

        public override bool AreEqual(Nothing x, Nothing y) => true;
    }
}
