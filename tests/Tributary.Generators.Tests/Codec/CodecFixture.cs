using System.Text;
using Tributary.Codec;
using Tributary.Roslyn.Testing;

namespace Tributary.Generators.Tests.Codec;

/// <summary>A test project with its generated codecs, compiled and loaded.</summary>
internal sealed class CodecFixture : IDisposable
{
    private readonly LoadedAssembly _assembly;

    private CodecFixture(GeneratorTestResult result)
    {
        Result = result;
        _assembly = result.Load();
    }

    public GeneratorTestResult Result { get; }

    /// <summary>Verifies the generator over the sources, then loads the output.</summary>
    public static CodecFixture Of(params string[] sources) => new(GeneratorTest.Verify(new TributaryGenerator(), sources));

    /// <summary>The generated codec of a type of the project, by the names of the type and of its codec.</summary>
    public AnyCodec Codec(string type, string codec) => AnyCodec.Of(_assembly.Type(type), _assembly.Type(codec));

    /// <summary>The generated codec of a top-level type of the namespace App.</summary>
    public AnyCodec Codec(string name) => Codec("App." + name, $"App.TributaryGenerated.{name}Codec");

    public void Dispose() => _assembly.Dispose();
}

/// <summary>A codec of a type that exists only in the test project.</summary>
internal abstract class AnyCodec
{
    public abstract Type Type { get; }

    public abstract string Write(object value);

    public abstract object Read(string json, CodecLimits? limits = null);

    public abstract object Read(ReadOnlySpan<byte> json, CodecLimits? limits = null);

    public abstract object Copy(object value);

    public abstract bool AreEqual(object x, object y);

    /// <summary>Decodes, encodes, decodes again, copies and compares; gives the text of the first encoding.</summary>
    public string RoundTrip(string json)
    {
        var value = Read(json);
        var text = Write(value);
        var again = Read(text);
        Assert.True(AreEqual(value, again), text);
        Assert.Equal(text, Write(again));
        var copy = Copy(value);
        Assert.True(AreEqual(value, copy), text);
        Assert.Equal(text, Write(copy));
        return text;
    }

    public static AnyCodec Of(Type type, Type codec)
        => (AnyCodec)Activator.CreateInstance(typeof(Typed<>).MakeGenericType(type), codec.GetField("Instance")!.GetValue(null))!;

    private sealed class Typed<T>(Codec<T> codec) : AnyCodec
    {
        public override Type Type => typeof(T);

        public override string Write(object value) => Encoding.UTF8.GetString(codec.Encode((T)value));

        public override object Read(string json, CodecLimits? limits = null) => codec.Decode(Encoding.UTF8.GetBytes(json), limits)!;

        public override object Read(ReadOnlySpan<byte> json, CodecLimits? limits = null) => codec.Decode(json, limits)!;

        public override object Copy(object value) => codec.Copy((T)value)!;

        public override bool AreEqual(object x, object y) => codec.AreEqual((T)x, (T)y);
    }
}
