using Tributary.Generators.Tests.Sync;

namespace Tributary.Generators.Tests.Durable;

/// <summary>The forms of activities.</summary>
public class ActivityTests
{
    private const string Types = """
        namespace App;
        public sealed record Order(string Id);
        public enum Level { Low, High }
        """;

    [Theory]
    [InlineData("public Task<Order> Do(Order order, CancellationToken ct) => Task.FromResult(order);",
        "Durable<global::App.Order> Do(this ActivityCalls activities, global::App.Order order, ActivityOptions? options = null)",
        "static async (services, input, context) => await services.GetRequiredService<global::App.Work>().Do(input, context.CancellationToken)")]
    [InlineData("public ValueTask<Order?> Do(CancellationToken ct, Order? order) => new(order);",
        "Durable<global::App.Order?> Do(this ActivityCalls activities, global::App.Order? order, ActivityOptions? options = null)",
        "static async (services, input, context) => await services.GetRequiredService<global::App.Work>().Do(context.CancellationToken, input)")]
    [InlineData("public static int Do(int a, ActivityContext context, int b = 3) => a + b;",
        "Durable<int> Do(this ActivityCalls activities, int a, int b = 3, ActivityOptions? options = null)",
        "static (_, input, context) => new(global::App.Work.Do(input.a, context, input.b))")]
    [InlineData("public Task Do() => Task.CompletedTask;",
        "Durable Do(this ActivityCalls activities, ActivityOptions? options = null)",
        "await services.GetRequiredService<global::App.Work>().Do();")]
    [InlineData("public async ValueTask DoAsync(Order order) => await Task.Yield();",
        "Durable Do(this ActivityCalls activities, global::App.Order order, ActivityOptions? options = null)",
        "await services.GetRequiredService<global::App.Work>().DoAsync(input);")]
    [InlineData("public static void Do(List<Order> orders) { }",
        "Durable Do(this ActivityCalls activities, global::System.Collections.Generic.List<global::App.Order> orders, ActivityOptions? options = null)",
        "global::App.Work.Do(input);")]
    [InlineData("public string[]? Do(Level? level, params string[] names) => null;",
        "Durable<string[]?> Do(this ActivityCalls activities, global::App.Level? level, string[] names, ActivityOptions? options = null)",
        "new(services.GetRequiredService<global::App.Work>().Do(input.level, input.names))")]
    [InlineData("public int Do(Level level = Level.High, string? note = null, double ratio = 0.5, char c = 'x') => 1;",
        "Durable<int> Do(this ActivityCalls activities, global::App.Level level = global::App.Level.High, string? note = null, double ratio = 0.5, char c = 'x', ActivityOptions? options = null)",
        "Do(input.level, input.note, input.ratio, input.c)")]
    [InlineData("public int Do((int A, string B) pair, Dictionary<string, Order> all) => 1;",
        "Durable<int> Do(this ActivityCalls activities, (int A, string B) pair, global::System.Collections.Generic.Dictionary<string, global::App.Order> all, ActivityOptions? options = null)",
        "Do(input.pair, input.all)")]
    [InlineData("public void Do(int activities, int options, int services, int input) { }",
        "Durable Do(this ActivityCalls activities_, int activities, int options, int services, int input, ActivityOptions? options_ = null)",
        "Do(input.activities, input.options, input.services, input.input);")]
    [InlineData("public void Do(int Item2, int Rest, int @class) { }",
        "Durable Do(this ActivityCalls activities, int Item2, int Rest, int @class, ActivityOptions? options = null)",
        "Do(input.Item1, input.Item2, input.Item3);")]
    [InlineData("public void Do(int a, int b, int c, int d, int e, int f, int g, int h, int i) { }",
        "int h, int i, ActivityOptions? options = null)",
        "input.h, input.i);")]
    [InlineData("public void @do(int @int) { }",
        "Durable @do(this ActivityCalls activities, int @int, ActivityOptions? options = null)",
        ".@do(input);")]
    [InlineData("internal void Do() { }",
        "internal static Durable Do(this ActivityCalls activities, ActivityOptions? options = null)",
        ".Do();")]
    public void A_method_becomes_a_call_and_a_registration(string method, string call, string registration)
    {
        var file = Generate(method);

        Assert.Contains(call, file, StringComparison.Ordinal);
        Assert.Contains(registration, file, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "ActivitySettings.Default")]
    [InlineData("(MaxConcurrency = 2, Tag = \"gpu\\n\")", "new ActivitySettings { MaxConcurrency = 2, Tag = \"gpu\\n\", }")]
    [InlineData("(Timeout = \"1.02:00:00\", HeartbeatTimeout = \"00:00:00.250\")", "new ActivitySettings { Timeout = global::System.TimeSpan.FromHours(26), HeartbeatTimeout = global::System.TimeSpan.FromMilliseconds(250), }")]
    [InlineData("(Timeout = \"soon\", HeartbeatTimeout = \"30\", MaxConcurrency = -1)", "ActivitySettings.Default")]
    [InlineData("(Timeout = \"-00:00:01\"), Retry", "new ActivitySettings { Retry = new global::Tributary.ActivityRetry(), }")]
    [InlineData(", Retry(MaxAttempts = 0, FirstDelay = \"00:00:00\", MaxDelay = \"00:10:00\", Backoff = Backoff.Linear, Jitter = 0.5, TotalTimeout = \"2.00:00:00\")",
        "new ActivitySettings { Retry = new global::Tributary.ActivityRetry { FirstDelay = global::System.TimeSpan.Zero, MaxDelay = global::System.TimeSpan.FromMinutes(10), Backoff = global::Tributary.Backoff.Linear, Jitter = 0.5, TotalTimeout = global::System.TimeSpan.FromDays(2) }, }")]
    [InlineData(", Retry(NonRetryable = [typeof(ArgumentException), typeof(Outer.Fault)], Backoff = (Backoff)9, Jitter = 2)",
        "new ActivitySettings { Retry = new global::Tributary.ActivityRetry { NonRetryable = [\"System.ArgumentException\", \"App.Outer+Fault\"] }, }")]
    public void Settings_are_written_as_values(string attribute, string settings)
    {
        var source = $"public static class Outer {{ public sealed class Fault : Exception; }} public static class Work {{ [DurableActivity{attribute}] public static void Do() {{ }} }}";
        var file = SyncTest.Of(Types, "namespace App; " + source).Verify().Source("App.Work.Durable.g.cs");

        Assert.Contains(
            "\"Do\", Nothing.Codec, Nothing.Codec, " + settings + ");",
            string.Join(' ', file.Split(['\n', ' '], StringSplitOptions.RemoveEmptyEntries)).Replace("new( ", "new(", StringComparison.Ordinal),
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_name_in_the_store_names_the_call_where_it_can()
    {
        var file = Generate("""
            public void PlainAsync() { }
            [DurableActivity(Name = "Charge")] public void ChargeCard() { }
            [DurableActivity(Name = "mail/send")] public void SendMail() { }
            [DurableActivity(Name = "")] public void Async() { }
            """);

        Assert.Contains("Durable Plain(this", file, StringComparison.Ordinal);
        Assert.Contains("Durable Charge(this", file, StringComparison.Ordinal);
        Assert.Contains("Durable SendMail(this", file, StringComparison.Ordinal);
        Assert.Contains("Durable Async(this", file, StringComparison.Ordinal);
        Assert.Contains("\"mail/send\",", file, StringComparison.Ordinal);
        Assert.Contains(".ChargeCard();", file, StringComparison.Ordinal);
    }

    [Fact]
    public void An_obsolete_activity_warns_its_callers()
    {
        Assert.Contains("[global::System.Obsolete(\"Use Pay.\")]", Generate("[Obsolete(\"Use Pay.\")] public void Do() { }"), StringComparison.Ordinal);
        Assert.Contains("[global::System.Obsolete]", Generate("[Obsolete] public void Do() { }"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public static class Work", "Work_Calls", "public")]
    [InlineData("internal static class Work", "Work_Calls", "internal")]
    [InlineData("public struct Work", "Work_Calls", "public")]
    [InlineData("public partial record Work", "Work_Calls", "public")]
    [InlineData("public static class My_Work", "My_Work_", "public")]
    public void A_type_gets_a_class_of_calls(string declaration, string name, string access)
    {
        var file = SyncTest.Of("namespace App; " + declaration + " { [DurableActivity] public static void Do() { } }").Verify().Generated
            .Single(pair => pair.Key.EndsWith(".Durable.g.cs", StringComparison.Ordinal)).Value;

        Assert.Contains($"{access} static class App_{name}", file, StringComparison.Ordinal);
        Assert.Contains($"{access} static Durable Do(", file, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Order order", "internal sealed record Order;")]
    [InlineData("List<(int, Order[])> orders", "internal sealed record Order;")]
    public void A_call_with_internal_types_is_internal(string parameter, string type)
    {
        var file = SyncTest.Of($"namespace App; {type} internal static class Work {{ [DurableActivity] public static void Do({parameter}) {{ }} [DurableActivity] internal static void Too({parameter}) {{ }} }}")
            .Verify().Source("App.Work.Durable.g.cs");

        Assert.DoesNotContain("public static Durable", file, StringComparison.Ordinal);
        Assert.Contains("internal static class App_Work_Calls", file, StringComparison.Ordinal);
    }

    [Fact]
    public void The_instance_methods_of_a_type_register_it_once()
    {
        var file = Generate("public void A() { } [DurableActivity] public void B() { } [DurableActivity] public static void C() { }");

        Assert.Single(file.Split('\n'), line => line.Contains("TryAddScoped<global::App.Work>()", StringComparison.Ordinal));
    }

    [Fact]
    public void Methods_of_the_same_types_share_one_codec()
    {
        var generated = SyncTest.Of("""
            namespace App;
            public static class A { [DurableActivity] public static void X(int a, string b) { } }
            public static class B { [DurableActivity] public static void Y(int c, string d) { } [DurableOrchestration] public static Durable Z(OrchestrationContext ctx, int e, string f) => throw new NotSupportedException(); }
            """).Verify().Generated;

        Assert.Single(generated.Keys, name => name.Contains("ValueTuple", StringComparison.Ordinal));
    }

    [Fact]
    public void An_activity_of_any_number_of_parameters_compiles()
    {
        var parameters = string.Join(", ", Enumerable.Range(0, 20).Select(i => $"int p{i}"));

        Assert.Contains("int p19, ActivityOptions? options = null)", Generate($"public int Do({parameters}) => 1;"), StringComparison.Ordinal);
    }

    [Fact]
    public void Types_with_codecs_of_their_own_are_not_encoded_twice()
    {
        var generated = SyncTest.Of("""
            namespace App;
            [FlowEntity] public partial class Device { public string Id { get; set; } = ""; public Part? Part { get; set; } }
            public sealed record Part(int Number);
            [DurableEvent, DurableState] public sealed record Changed(Device Device, Part Part);
            public static class Work { [DurableActivity] public static Part Do(Device device) => new(1); }
            """).Verify().Generated;

        Assert.Equal(
            ["App.Changed.Codec.g.cs", "App.Device.Codec.g.cs", "App.Part.Codec.g.cs"],
            generated.Keys.Where(name => name.Contains(".Codec.", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    private static string Generate(string method)
        => SyncTest.Of(Types, "namespace App; public sealed class Work { [DurableActivity] " + method + " }").Verify().Source("App.Work.Durable.g.cs");
}
