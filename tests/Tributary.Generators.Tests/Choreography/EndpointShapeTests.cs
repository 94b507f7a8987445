using Tributary.Generators.Tests.Sync;

namespace Tributary.Generators.Tests.Choreography;

/// <summary>What generated endpoints look like.</summary>
public class EndpointShapeTests
{
    [Fact]
    public void The_seller_of_the_two_buyer_protocol_reads_as_if_written_by_hand()
    {
        var file = SyncTest.Of(TwoBuyerSource.Text).Verify().Source("App.TwoBuyer.Run.Choreography.g.cs");

        Assert.Equal(
            """
            const int buyer1 = 0;
            const int buyer2 = 1;
            string asked = default!;
            int? quote = default!;
            string address = default!;
            global::System.DateOnly? date = default!;
            asked = await party.ReceiveAsync(buyer1, 0, global::Tributary.Codec.Codecs.String);
            quote = global::App.TwoBuyer.RunActions.Do_quote(seller, asked);
            await party.SendAsync(buyer1, 1, quote, RunCodecs.Codec1);
            await party.SendAsync(buyer2, 1, quote, RunCodecs.Codec1);
            if (await party.NextAsync(buyer1, 4, 6) == 4)
            {
                address = await party.ReceiveAsync(buyer1, 4, global::Tributary.Codec.Codecs.String);
                date = global::App.TwoBuyer.RunActions.Do_date(seller, asked, address);
                await party.SendAsync(buyer1, 5, date, RunCodecs.Codec2);
                return default!;
            }
            await party.ReceiveSelectionAsync(buyer1, 6);
            return default!;
            """,
            BodyOf(file, "RunSellerAsync"));
    }

    [Fact]
    public void A_role_that_is_not_told_of_a_choice_does_not_see_it()
    {
        var file = SyncTest.Of(TwoBuyerSource.Text).Verify().Source("App.TwoBuyer.Run.Choreography.g.cs");

        Assert.DoesNotContain("if (", BodyOf(file, "RunBuyer2Async"), StringComparison.Ordinal);
    }

    [Fact]
    public void Ways_that_meet_go_on_behind_the_choice_and_loops_are_labels()
    {
        const string Source = """
            namespace App;
            public interface IA : IRole { bool More { get; } int Pick(); void Take(int n); }
            public interface IB : IRole { int Answer(int n); }
            public static partial class Loop
            {
                [Choreography]
                public static async Task Run(Scope c, On<IA> a, On<IB> b)
                {
                    while (await c.Choose(a.Do(static x => x.More), b))
                    {
                        var n = await c.Send(a.Do(static x => x.Pick()), b);
                        var answer = await c.Send(b.Do(n, static (x, v) => x.Answer(v)), a);
                        a.Do(answer, static (x, v) => x.Take(v));
                    }
                }
            }
            """;
        var file = SyncTest.Of(Source).Verify().Source("App.Loop.Run.Choreography.g.cs");

        Assert.Contains("goto L0;", BodyOf(file, "RunAAsync"), StringComparison.Ordinal);
        Assert.DoesNotContain("SelectAsync(b, 0)", BodyOf(file, "RunAAsync"), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_of_the_user_may_be_those_of_the_generator_and_of_the_language()
    {
        const string Source = """
            namespace App;
            public interface IA : IRole { int Pick(); }
            public interface IB : IRole { void Take(int n, int m); }
            public static partial class Names
            {
                private static int RunActions => 1;
                private static int RunPartyAsync => 2;
                private static int RunCodecs => 3;
                [Choreography]
                public static async Task Run(Scope scope, On<IA> party, On<IB> @class)
                {
                    var @event = party.Do(static a => a.Pick() + RunActions + RunPartyAsync + RunCodecs);
                    var member = await scope.Send(@event, @class);
                    var value = await scope.Send(party.Do(static a => a.Pick()), @class);
                    @class.Do(member, value, static (b, n, m) => b.Take(n, m));
                }
            }
            """;

        SyncTest.Of(Source).Verify();
    }

    [Fact]
    public void A_breakpoint_in_the_source_is_met_in_the_endpoint_and_in_the_action()
    {
        var test = SyncTest.Of();
        test.Sources.Add(("/0/TwoBuyer.cs", TwoBuyerSource.Text));
        var result = test.Verify();

        Assert.Contains("#line (11, 21) - (11, 57) 12 \"/0/TwoBuyer.cs\"\n            title = ", result.Source("App.TwoBuyer.Run.Choreography.g.cs"), StringComparison.Ordinal);
        Assert.Contains("#line (11, 43) - (11, 56) \"/0/TwoBuyer.cs\"\nb.PickTitle();\n#line default", result.Source("App.TwoBuyer.Run.Actions.g.cs"), StringComparison.Ordinal);
    }

    /// <summary>The statements of a method, without directives and without the indentation of the method.</summary>
    internal static string BodyOf(string file, string method)
    {
        var lines = file.Split('\n').Where(static line => !line.StartsWith('#')).ToList();
        var start = lines.FindIndex(line => line.Contains(" " + method + "(", StringComparison.Ordinal) && line.Contains("private static", StringComparison.Ordinal)) + 2;
        var end = lines.IndexOf("        }", start);
        return string.Join('\n', lines[start..end].Select(static line => line.Length > 12 ? line[12..] : line));
    }
}
