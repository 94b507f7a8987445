using System.Reflection;
using Microsoft.Extensions.Hosting;
using Tributary.Roslyn;

namespace Tributary.Architecture.Tests;

/// <summary>Generators and analyzers know the runtime by name only, so the names must be true.</summary>
public sealed class WellKnownNamesTests
{
    private static readonly Assembly[] s_runtime =
        [typeof(Store.IFlowStore).Assembly, typeof(IFlowEntity).Assembly, typeof(Durable).Assembly, typeof(Scope).Assembly, typeof(Sqlite.SqliteFlowStore).Assembly, typeof(IHostedService).Assembly];

    public static TheoryData<string> Names { get; } =
        [.. typeof(WellKnownNames).GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static).Where(static f => f.IsLiteral).Select(static f => (string)f.GetRawConstantValue()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_name_exists_in_the_runtime(string name)
    {
        var found = s_runtime.Select(a => a.GetType(name)).FirstOrDefault(static t => t is not null);
        Assert.True(found is { IsVisible: true }, $"{name} is no public type of the runtime");
    }
}
