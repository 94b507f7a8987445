using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Tributary.Generators.Benchmarks;

/// <summary>A project of 1,000 files: 80 entities, 10 adapters and 10 orchestrators, one to a file, and 900 files of other code.</summary>
internal static class Tree
{
    public const int Files = 1000;
    private const int Entities = 80;
    private const int Adapters = 10;
    private const int Orchestrators = 10;

    private static readonly CSharpParseOptions s_parse = new(LanguageVersion.Preview);
    private static readonly MetadataReference[] s_references = References();

    /// <summary>The options that the driver must parse with too.</summary>
    public static CSharpParseOptions ParseOptions => s_parse;

    /// <summary>A compilation that no generator has seen; trees are shared, symbols are not.</summary>
    public static CSharpCompilation Fresh(IEnumerable<SyntaxTree> trees) => CSharpCompilation.Create(
        "Benchmark", trees, s_references, new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>The trees, parsed.</summary>
    public static SyntaxTree[] Parse()
    {
        var trees = new SyntaxTree[Files];
        for (var i = 0; i < Files; i++)
            trees[i] = CSharpSyntaxTree.ParseText(Text(i), s_parse, $"/src/File{i}.cs", Encoding.UTF8);
        return trees;
    }

    /// <summary>The unrelated file after a keystroke.</summary>
    public static SyntaxTree Keystroke(SyntaxTree file, int stroke)
        => CSharpSyntaxTree.ParseText(
            file.ToString().Replace("=> 0", "=> " + stroke.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal), s_parse, file.FilePath, Encoding.UTF8);

    private static string Text(int i) => i switch
    {
        < Entities => Entity(i),
        < Entities + Adapters => Adapter(i - Entities),
        < Entities + Adapters + Orchestrators => Orchestrator(i - Entities - Adapters),
        _ => Other(i),
    };

    private static string Entity(int i) => $$"""
        using System.Collections.Generic;
        using Tributary;
        namespace App.Models;
        [FlowEntity]
        public sealed partial class Entity{{i}} : IFlowEntity
        {
            public string Id { get; set; } = "";
            [ParentKey(typeof(Entity{{i / 2}}))] public string? ParentId { get; set; }
            [AggregationKey] public string? Serial { get; set; }
            [FlowField(Except = ["oem"])] public string? Unit { get; set; }
            public string? Name { get; set; }
            public int Count { get; set; }
            public double? Limit { get; set; }
            public List<string> Tags { get; set; } = [];
        }
        """;

    private static string Adapter(int i) => $$"""
        using System.Threading;
        using System.Threading.Tasks;
        using Microsoft.Extensions.Hosting;
        using Tributary;
        using App.Models;
        namespace App.Adapters;
        [FlowAdapter("system{{i}}", "main")]
        public sealed partial class Adapter{{i}} : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                Flow.Updates.On<Entity{{i}}>(entity => Task.CompletedTask);
                Flow.Updates.OnNew<Entity{{i}}>(entity => Task.FromResult(entity.Id));
                Flow.Updates.On<Entity{{i + 1}}>(entity => Task.CompletedTask);
                await Flow.Send(new Entity{{i}} { Id = "1" }, stoppingToken);
            }
        }
        """;

    private static string Orchestrator(int i) => $$"""
        using Tributary;
        using App.Models;
        namespace App.Orchestrators;
        [FlowOrchestrator(PushUpdates = true)]
        public sealed partial class Orchestrator{{i}} : FlowOrchestratorBase
        {
            [OnUpdate]
            private UpdateResult Decide(ref Entity{{i}} proposed, Entity{{i}}? current, UpdateMetadata metadata) => Continue();
        }
        """;

    private static string Other(int i) => i == Files - 1
        ? "namespace App.Other; public static class Program { public static int Value => 0; public static void Main() { } }"
        : $$"""
        using System;
        using System.Collections.Generic;
        namespace App.Other;
        [Serializable]
        public class Service{{i}}
        {
            private readonly Dictionary<string, int> _counts = new();
            [Obsolete("old")] public int Old { get; set; }
            public string? Name { get; set; }
            public int Count(string key)
            {
                _counts.TryGetValue(key, out var count);
                return _counts[key] = count + {{i}};
            }
        }
        """;

    private static MetadataReference[] References()
    {
        var paths = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        return [.. paths.Where(IsReferenced).Order(StringComparer.Ordinal).Select(path => MetadataReference.CreateFromFile(path))];
    }

    private static bool IsReferenced(string path)
    {
        var name = Path.GetFileName(path);
        return name is "mscorlib.dll" or "netstandard.dll" or "Tributary.Core.dll" or "Tributary.Sync.dll"
            || (name.StartsWith("System.", StringComparison.Ordinal) && !name.StartsWith("System.Management", StringComparison.Ordinal))
            || name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal);
    }
}
