namespace Tributary.Analyzers.Tests.Determinism;

/// <summary>Wrong code that the orchestration reaches through other code of the project.</summary>
internal static class ProbeCalls
{
    private const string Clock = "public static class Clock { public static DateTime Read() => DateTime.UtcNow; }";

    public static readonly Snippet[] Bad =
    [
        new("method", "await ctx.Activities.Work({|TRIB2101:Clock.Read()|});", Types: Clock),
        new("method of a method", "await ctx.Activities.Work({|TRIB2101:Outer()|});", "private static int Outer() => Clock.Read().Hour;", Clock),
        new("extension method", "await ctx.Activities.Work({|TRIB2103:\"a\".Unique()|});", Types: "public static class Texts { public static string Unique(this string text) => text + Guid.NewGuid(); }"),
        new("generic method", "await ctx.Activities.Work({|TRIB2101:Stamped.Of(1)|});", Types: "public static class Stamped { public static (T, DateTime) Of<T>(T value) => (value, DateTime.Now); }"),
        new("property getter", "await ctx.Activities.Work({|TRIB2101:Clock.Now|});", Types: "public static class Clock { public static DateTime Now => DateTime.UtcNow; }"),
        new("property setter", "{|TRIB2106:new Item().Name|} = \"a\"; await ctx.Activities.Work();", Types: "public class Item { public string Name { get => \"\"; set => Console.WriteLine(value); } }"),
        new("setter in an initialiser", "await ctx.Activities.Work(new Item { {|TRIB2106:Name|} = \"a\" });", Types: "public class Item { public string Name { get => \"\"; set => Console.WriteLine(value); } }"),
        new("indexer", "await ctx.Activities.Work({|TRIB2106:new Files()[\"a\"]|});", Types: "public class Files { public string this[string name] => File.ReadAllText(name); }"),
        new("constructor", "await ctx.Activities.Work({|TRIB2103:new Item()|});", Types: "public class Item { public Item() => Id = Guid.NewGuid(); public Guid Id { get; } }"),
        new("base constructor", "await ctx.Activities.Work({|TRIB2103:new Special()|});", Types: """
            public class Item { public Item() => Id = Guid.NewGuid(); public Guid Id { get; } }
            public class Special : Item;
            """),
        new("field initialiser", "await ctx.Activities.Work({|TRIB2103:new Item()|});", Types: "public class Item { public readonly Guid Id = Guid.NewGuid(); }"),
        new("property initialiser of a record", "await ctx.Activities.Work({|TRIB2101:new Item(\"a\")|});", Types: "public record Item(string Name) { public DateTime Created { get; init; } = DateTime.UtcNow; }"),
        new("static field initialiser", "await ctx.Activities.Work({|TRIB2101:Startup.Time|});", Types: "public static class Startup { public static readonly DateTime Time = DateTime.UtcNow; }"),
        new("static constructor", "await ctx.Activities.Work({|TRIB2105:Settings.Region()|});", Types: """
            public static class Settings
            {
                private static readonly string s_region;
                static Settings() => s_region = Environment.GetEnvironmentVariable("REGION") ?? "";
                public static string Region() => s_region;
            }
            """),
        new("operator", "await ctx.Activities.Work({|TRIB2104:new Money(1) + new Money(2)|});", Types: "public record struct Money(int Value) { public static Money operator +(Money a, Money b) => new(Random.Shared.Next()); }"),
        new("conversion", "DateTime time = {|TRIB2101:new Offset(1)|}; await ctx.Activities.Work(time);", Types: "public record struct Offset(int Days) { public static implicit operator DateTime(Offset offset) => DateTime.UtcNow.AddDays(offset.Days); }"),
        new("method group", "await ctx.Activities.Work(input.Keys.Order().Select({|TRIB2103:Tag|}).ToList());", "private static string Tag(string name) => name + Guid.NewGuid();"),
        new("local function", "await ctx.Activities.Work(Now()); DateTime Now() => {|TRIB2101:DateTime.UtcNow|};"),
        new("local function that calls", "await ctx.Activities.Work(Now()); DateTime Now() => {|TRIB2101:Clock.Read()|};", Types: Clock),
        new("lambda of a helper", "await ctx.Activities.Work({|TRIB2101:Maker()|}());", "private static Func<DateTime> Maker() => () => DateTime.UtcNow;"),
        new("static delegate", "await ctx.Activities.Work({|TRIB2101:s_now|}());", "private static readonly Func<DateTime> s_now = () => DateTime.UtcNow;"),
        new("iterator", "foreach (var id in {|TRIB2103:Ids()|}) await ctx.Activities.Work(id);", "private static IEnumerable<Guid> Ids() { while (true) yield return Guid.NewGuid(); }"),
        new("virtual method", "Shape shape = new Square(); await ctx.Activities.Work({|TRIB2101:shape.Area()|});", Types: """
            public class Shape { public virtual int Area() => 0; }
            public class Square : Shape { public override int Area() => DateTime.UtcNow.Hour; }
            """),
        new("interface method", "await ctx.Activities.Work({|TRIB2101:Now(new SystemClock())|});", "private static DateTime Now(IClock clock) => clock.Now();", """
            public interface IClock { DateTime Now(); }
            public class SystemClock : IClock { public DateTime Now() => DateTime.UtcNow; }
            """),
        new("interface property", "IClock clock = new SystemClock(); await ctx.Activities.Work({|TRIB2101:clock.Now|});", Types: """
            public interface IClock { DateTime Now { get; } }
            public class SystemClock : IClock { public DateTime Now => DateTime.UtcNow; }
            """),
        new("generic interface", "ISource<int> source = new Dice(); await ctx.Activities.Work({|TRIB2104:source.Next()|});", Types: """
            public interface ISource<T> { T Next(); }
            public class Dice : ISource<int> { public int Next() => Random.Shared.Next(6); }
            """),
        new("text of an object", "await ctx.Activities.Work($\"{{|TRIB2101:new Stamp()|}}\");", Types: "public class Stamp { public override string ToString() => DateTime.UtcNow.ToString(\"O\"); }"),
        new("disposal", "using (var {|TRIB2106:scope = new Scope()|}) await ctx.Activities.Work();", Types: "public class Scope : IDisposable { public void Dispose() => Console.WriteLine(\"done\"); }"),
        new("enumerator", "foreach (var n in {|TRIB2104:new Numbers()|}) await ctx.Activities.Work(n);", Types: """
            public class Numbers { public IEnumerator<int> GetEnumerator() { yield return Random.Shared.Next(); } }
            """),
        new("deconstruction", "var (a, b) = new Pair(); await ctx.Activities.Work(a);".Replace("var (a, b) = new Pair()", "{|TRIB2104:var (a, b) = new Pair()|}", StringComparison.Ordinal),
            Types: "public class Pair { public void Deconstruct(out int a, out int b) => (a, b) = (Random.Shared.Next(), 0); }"),
        new("event accessor", "{|TRIB2106:new Bell().Rung += () => { }|}; await ctx.Activities.Work();", Types: "public class Bell { public event Action Rung { add => Console.WriteLine(); remove { } } }"),
        new("async method", "var task = {|TRIB2107:Api.Load()|}; await ctx.Activities.Work();", Types: "public static class Api { public static async Task<string> Load() => await new HttpClient().GetStringAsync(\"http://x\"); }"),
        new("async void method", "{|TRIB2118:Fire()|}; await ctx.Activities.Work();", "private static async void Fire() => await Task.CompletedTask;"),
        new("recursion", "await ctx.Activities.Work({|TRIB2101:Down(3)|});", "private static int Down(int n) => n == 0 ? DateTime.Now.Hour : Up(n - 1); private static int Up(int n) => Down(n);"),
        new("activity that is called as a method", "await ctx.Activities.Work({|TRIB2106:Save(\"a\")|});", "[DurableActivity] public static int Save(string name) { File.WriteAllText(name, \"\"); return 1; }"),
        new("helper that is durable", "await Helper(ctx);", "private static async Durable<int> Helper(OrchestrationContext ctx) => await ctx.Activities.Work({|TRIB2101:DateTime.UtcNow|});"),
        new("durable lambda", "ctx.OnLater(async () => await ctx.Activities.Work({|TRIB2103:Guid.NewGuid()|})); await ctx.Activities.Work();", Types: "public static class Later { public static void OnLater(this OrchestrationContext ctx, Func<Durable<int>> action) { } }"),
        new("hash code of a type", "await ctx.Activities.Work({|TRIB2114:new Item().GetHashCode()|});", Types: "public class Item { public override int GetHashCode() => HashCode.Combine(1); }"),
        new("lock in a helper", "await ctx.Activities.Work({|TRIB2111:Counter.Next()|});", Types: "public static class Counter { private static readonly object s_gate = new(); public static int Next() { lock (s_gate) return 1; } }"),
        new("static state in a helper", "await ctx.Activities.Work({|TRIB2113:Counter.Next()|});", Types: "public static class Counter { private static int s_last; public static int Next() => ++s_last; }"),
    ];
}
