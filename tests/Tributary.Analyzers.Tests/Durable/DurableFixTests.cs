using Tributary.Analyzers.Durable;
using Tributary.CodeFixes;
using Tributary.Roslyn.Testing;

namespace Tributary.Analyzers.Tests.Durable;

public sealed class DurableFixTests
{
    [Fact]
    public Task An_orchestration_becomes_static() => CodeFixTest<DurableMethodAnalyzer, MakeOrchestrationStaticFix>.VerifyAsync(
        """
        public class Flow
        {
            /// <summary>Runs.</summary>
            [DurableOrchestration]
            public async Durable {|TRIB2001:Run|}(OrchestrationContext ctx) => await ctx.CreateTimer(TimeSpan.Zero);

            // Runs too.
            [DurableOrchestration]
            internal Durable {|TRIB2001:Too|}(OrchestrationContext ctx) => ctx.CreateTimer(TimeSpan.Zero);
        }
        """,
        """
        public class Flow
        {
            /// <summary>Runs.</summary>
            [DurableOrchestration]
            public static async Durable Run(OrchestrationContext ctx) => await ctx.CreateTimer(TimeSpan.Zero);

            // Runs too.
            [DurableOrchestration]
            internal static Durable Too(OrchestrationContext ctx) => ctx.CreateTimer(TimeSpan.Zero);
        }
        """);

    [Fact]
    public Task An_orchestration_that_can_be_overridden_is_left_to_its_author() => CodeFixTest<DurableMethodAnalyzer, MakeOrchestrationStaticFix>.VerifyNoFixAsync(
        "public class Flow { [DurableOrchestration] public virtual Durable {|TRIB2001:Run|}(OrchestrationContext ctx) => ctx.CreateTimer(TimeSpan.Zero); }");

    [Fact]
    public Task An_orchestration_gets_its_context_before_its_input() => CodeFixTest<DurableMethodAnalyzer, AddOrchestrationContextFix>.VerifyAsync(
        """
        public static class Flow
        {
            [DurableOrchestration] public static Durable {|TRIB2003:A|}() => throw new NotSupportedException();
            [DurableOrchestration] public static Durable {|TRIB2003:B|}(int ctx, string text = "") => throw new NotSupportedException();
        }
        """,
        """
        public static class Flow
        {
            [DurableOrchestration] public static Durable A(OrchestrationContext ctx) => throw new NotSupportedException();
            [DurableOrchestration] public static Durable B(OrchestrationContext orchestrationContext, int ctx, string text = "") => throw new NotSupportedException();
        }
        """);

    [Fact]
    public Task A_context_in_another_place_is_left_to_its_author() => CodeFixTest<DurableMethodAnalyzer, AddOrchestrationContextFix>.VerifyNoFixAsync("""
        public static class Flow
        {
            [DurableOrchestration] public static Durable {|TRIB2003:A|}(int a, OrchestrationContext ctx) => throw new NotSupportedException();
            [DurableOrchestration] public static Durable B(OrchestrationContext ctx, OrchestrationContext {|TRIB2003:too|}) => throw new NotSupportedException();
        }
        """);

    [Fact]
    public Task Parameters_are_taken_by_value() => CodeFixTest<DurableMethodAnalyzer, TakeByValueFix>.VerifyAsync(
        """
        public static class Work
        {
            [DurableActivity] public static void A(int a, in int {|TRIB2006:b|}) { }
            [DurableActivity] public static void B(
                /* first */ ref readonly int {|TRIB2006:a|},
                int b) { }
            [DurableActivity] public static void C(ref int {|TRIB2006:a|}) { }
        }
        """,
        """
        public static class Work
        {
            [DurableActivity] public static void A(int a, int b) { }
            [DurableActivity] public static void B(
                /* first */ int a,
                int b) { }
            [DurableActivity] public static void C(int a) { }
        }
        """);

    [Fact]
    public Task An_out_parameter_is_left_to_its_author() => CodeFixTest<DurableMethodAnalyzer, TakeByValueFix>.VerifyNoFixAsync(
        "public static class Work { [DurableActivity] public static void Do(out int {|TRIB2006:a|}) => a = 1; }");

    [Fact]
    public Task An_exchanged_type_is_marked() => CodeFixTest<ExchangedTypeAnalyzer, MarkDurableTypeFix>.VerifyAsync(
        """
        public static class Flow
        {
            public static async Durable Run(OrchestrationContext ctx)
            {
                await ctx.WaitForEvent<{|TRIB2013:Approval|}>();
                ctx.{|TRIB2013:RaiseEvent|}("id", new Approval());
                ctx.{|TRIB2013:SetStatus|}(new Progress());
            }

            // How far it is.
            [Serializable]
            public sealed record Progress;
        }

        public sealed record Approval;
        """,
        """
        public static class Flow
        {
            public static async Durable Run(OrchestrationContext ctx)
            {
                await ctx.WaitForEvent<Approval>();
                ctx.RaiseEvent("id", new Approval());
                ctx.SetStatus(new Progress());
            }

            // How far it is.
            [DurableState]
            [Serializable]
            public sealed record Progress;
        }

        [DurableEvent]
        public sealed record Approval;
        """);

    [Fact]
    public Task A_type_of_a_library_is_left_to_its_author() => CodeFixTest<ExchangedTypeAnalyzer, MarkDurableTypeFix>.VerifyNoFixAsync(
        "public static class Flow { public static async Durable Run(OrchestrationContext ctx) => await ctx.WaitForEvent<{|TRIB2013:Version|}>(); }");

    [Fact]
    public Task A_request_is_marked() => CodeFixTest<DurableRequestAnalyzer, MarkDurableTypeFix>.VerifyAsync(
        """
        /// <summary>Asks.</summary>
        public sealed record {|TRIB2014:Ask|} : IDurableQuery<int>;

        public sealed record {|TRIB2014:Add|} : IDurableUpdate<int>;
        """,
        """
        /// <summary>Asks.</summary>
        [DurableQuery]
        public sealed record Ask : IDurableQuery<int>;

        [DurableUpdate]
        public sealed record Add : IDurableUpdate<int>;
        """);

    [Fact]
    public Task A_request_without_an_answer_is_left_to_its_author() => CodeFixTest<DurableRequestAnalyzer, MarkDurableTypeFix>.VerifyNoFixAsync(
        "[DurableQuery] public sealed record {|TRIB2014:Ask|};");
}
