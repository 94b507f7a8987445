using Tributary.Generators.Infrastructure;
using Tributary.Roslyn.Codec;

namespace Tributary.Generators.Codec;

/// <summary>Writes the codec of one shape.</summary>
internal static class CodecEmitter
{
    /// <summary>The whole file.</summary>
    public static SourceWriter Emit(CodecShape shape)
    {
        var writer = GeneratedFile.Start();
        writer.Line($"namespace {shape.Namespace};").Line();
        switch (shape)
        {
            case ObjectShape { IsSettable: true } settable:
                SettableCodecEmitter.Emit(writer, settable);
                break;
            case ObjectShape constructed:
                ConstructedCodecEmitter.Emit(writer, constructed);
                break;
            case TupleShape tuple:
                TupleCodecEmitter.Emit(writer, tuple);
                break;
            case PolymorphicShape hierarchy:
                PolymorphicCodecEmitter.Emit(writer, hierarchy);
                break;
            case EnumShape enumeration:
                EnumCodecEmitter.Emit(writer, enumeration);
                break;
        }

        return writer;
    }
}
