using System.Text.Json;
using System.Text.Json.Serialization;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using Tributary.Benchmarks.TributaryGenerated;

namespace Tributary.Benchmarks;

/// <summary>A flat entity of ten members.</summary>
[FlowEntity(WithoutKeys = true)]
public sealed partial class Reading : IFlowEntity
{
    public string Id { get; set; } = "";
    public string? DeviceId { get; set; }
    public string Name { get; set; } = "";
    public string? Unit { get; set; }
    public int Channel { get; set; }
    public long Sequence { get; set; }
    public double Value { get; set; }
    public decimal Price { get; set; }
    public bool IsActive { get; set; }
    public DateTimeOffset Seen { get; set; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Reading))]
internal sealed partial class ReadingContext : JsonSerializerContext;

/// <summary>The generated codec against the source-generated context of System.Text.Json, on the same entity and the same document.</summary>
[MemoryDiagnoser]
[CategoriesColumn]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
public class CodecBenchmarks
{
    private readonly Reading _reading = new()
    {
        Id = "01J0000000000000000000000A",
        DeviceId = "device-17",
        Name = "Supply air temperature",
        Unit = "°C",
        Channel = 3,
        Sequence = 123_456_789,
        Value = 21.625,
        Price = 12.50m,
        IsActive = true,
        Seen = new(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1)),
    };

    private byte[] _text = [];

    [GlobalSetup]
    public void Setup() => _text = ReadingCodec.Instance.Encode(_reading);

    [Benchmark, BenchmarkCategory("encode")]
    public byte[] Encode() => ReadingCodec.Instance.Encode(_reading);

    [Benchmark(Baseline = true), BenchmarkCategory("encode")]
    public byte[] EncodeSystemTextJson() => JsonSerializer.SerializeToUtf8Bytes(_reading, ReadingContext.Default.Reading);

    [Benchmark, BenchmarkCategory("decode")]
    public Reading Decode() => ReadingCodec.Instance.Decode(_text);

    [Benchmark(Baseline = true), BenchmarkCategory("decode")]
    public Reading? DecodeSystemTextJson() => JsonSerializer.Deserialize(_text, ReadingContext.Default.Reading);

    [Benchmark, BenchmarkCategory("copy")]
    public Reading Copy() => ReadingCodec.Instance.Copy(_reading);
}
