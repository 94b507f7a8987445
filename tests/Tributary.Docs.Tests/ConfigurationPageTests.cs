using System.Globalization;
using System.Text;
using Microsoft.Extensions.Configuration;
using Tributary.Hosting;
using Tributary.Sqlite;

namespace Tributary.Docs.Tests;

/// <summary>The settings page lists every setting with its real default.</summary>
public sealed class ConfigurationPageTests
{
    [Fact]
    public void The_page_shows_every_setting_with_its_default()
    {
        var lines = Markdown.Read("docs/configuration.md");
        var json = string.Join('\n', Markdown.Fence(lines, Array.IndexOf(lines, "<!-- defaults -->"))!);
        var shown = new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build()
            .AsEnumerable().Where(static setting => setting.Value is not null).Select(static setting => $"{setting.Key}={setting.Value}");
        var real = Leaves(TributaryOptions.Section, new TributaryOptions())
            .Concat(Leaves(SqliteStoreOptions.SectionName, new SqliteStoreOptions()))
            .Concat(Leaves(FlowOrchestrationOptions.Section, new FlowOrchestrationOptions()))
            .Concat(Leaves(DurableOptions.Section, new DurableOptions()));
        Assert.Equal(real.Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_page_explains_every_setting()
    {
        var page = string.Join('\n', Markdown.Read("docs/configuration.md"));
        object[] all = [new TributaryOptions(), new SqliteStoreOptions(), new FlowOrchestrationOptions(), new DurableOptions { Tags = ["any"], WorkerName = "any", MaxActivities = 1 }];
        foreach (var leaf in all.SelectMany(static options => Leaves("", options)))
            Assert.Contains($"| `{leaf.Split('=')[0].TrimStart(':')}` |", page, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Leaves(string path, object options)
    {
        foreach (var property in options.GetType().GetProperties().Where(static p => p.SetMethod is { IsPublic: true }))
        {
            var name = $"{path}:{property.Name}";
            var value = property.GetValue(options);
            if (value is IConvertible or TimeSpan)
                yield return $"{name}={Convert.ToString(value, CultureInfo.InvariantCulture)}";
            else if (value is IList<string> list)
            {
                foreach (var _ in list)
                    yield return name;
            }
            else
            {
                // A setting without a default has no value to show.
                foreach (var leaf in value is null ? [] : Leaves(name, value))
                    yield return leaf;
            }
        }
    }
}
