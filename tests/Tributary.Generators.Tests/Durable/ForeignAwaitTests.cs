using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Tributary.Generators.Tests.Durable;

/// <summary>What an orchestration cannot await does not compile, without any analyzer.</summary>
public sealed class ForeignAwaitTests
{
    public static TheoryData<string, string> Foreign => new()
    {
        { "method", "static async Durable<int> M(OrchestrationContext ctx) { await Task.Delay(1); return 1; }" },
        { "no result", "static async Durable M(OrchestrationContext ctx) { await Task.Delay(1); }" },
        { "task of result", "static async Durable<int> M(OrchestrationContext ctx) => await Task.FromResult(1);" },
        { "value task", "static async Durable<int> M(OrchestrationContext ctx) => await new ValueTask<int>(1);" },
        { "ConfigureAwait", "static async Durable M(OrchestrationContext ctx) { await Task.CompletedTask.ConfigureAwait(false); }" },
        { "yield", "static async Durable M(OrchestrationContext ctx) { await Task.Yield(); }" },
        { "HttpClient", "static async Durable<string> M(OrchestrationContext ctx, System.Net.Http.HttpClient http) => await http.GetStringAsync(\"x\");" },
        { "helper", "static Durable M(OrchestrationContext ctx) => Helper(); static async Durable Helper() { await Task.Delay(1); }" },
        { "lambda", "static Durable M(OrchestrationContext ctx) { Func<Durable> f = async () => { await Task.Delay(1); }; return f(); }" },
        { "local function", "static Durable M(OrchestrationContext ctx) { return Inner(); async Durable Inner() { await Task.Delay(1); } }" },
        { "generic", "static async Durable<T> M<T>(Task<T> task) => await task;" },
        { "generic class", "class G<T> { public static async Durable<T> M(ValueTask<T> task) => await task; }" },
        { "await foreach", "static async Durable M(IAsyncEnumerable<int> all) { await foreach (var i in all) { } }" },
        { "await using", "static async Durable M(IAsyncDisposable thing) { await using (thing) { } }" },
        { "saga step", "static Durable<int> M(OrchestrationContext ctx) => ctx.Saga(async saga => { await Task.Delay(1); return 1; });" },
    };

    public static TheoryData<string, string> Durable => new()
    {
        { "method", "static async Durable<int> M(OrchestrationContext ctx) { await ctx.CreateTimer(TimeSpan.FromDays(1)); return await ctx.WaitForEvent<int>(); }" },
        { "helper", "static async Durable M(OrchestrationContext ctx) => await Helper(ctx); static async Durable Helper(OrchestrationContext ctx) { await ctx.WaitForEvent<int>(); }" },
        { "lambda", "static Durable M(OrchestrationContext ctx) { Func<Durable> f = async () => { await ctx.WaitForEvent<int>(); }; return f(); }" },
        { "generic", "static async Durable<T> M<T>(Durable<T> operation) => await operation;" },
        { "await foreach", "static async Durable<int> M(OrchestrationContext ctx) { var n = 0; await foreach (var i in ctx.Events<int>()) n += i; return n; }" },
        { "await using", "static async Durable M(OrchestrationContext ctx) { await using var held = new Held(); await ctx.WaitForEvent<int>(); } class Held { public async Durable DisposeAsync() { await Durable.CompletedDurable; } }" },
    };

    [Theory]
    [MemberData(nameof(Foreign))]
    public void A_foreign_await_does_not_compile(string where, string member)
    {
        var errors = Compile(member);
        Assert.True(errors.Length > 0, where);
        Assert.All(errors, error => Assert.Contains(error.Id, new[] { "CS0311", "CS0315" }));
    }

    [Theory]
    [MemberData(nameof(Durable))]
    public void A_durable_await_compiles(string where, string member) => Assert.True(Compile(member) is [], where);

    private static Diagnostic[] Compile(string member) => [.. CSharpCompilation
        .Create(
            "App", [CSharpSyntaxTree.ParseText($$"""
                using System;
                using System.Collections.Generic;
                using System.Threading.Tasks;
                using Tributary;
                static class App
                {
                    {{member}}
                }
                """)],
            Roslyn.Testing.TestReferences.Sdk, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary))
        // The compiler checks the constraint when it writes the state machine, so asking for diagnostics alone shows nothing.
        .Emit(Stream.Null).Diagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error)];
}
