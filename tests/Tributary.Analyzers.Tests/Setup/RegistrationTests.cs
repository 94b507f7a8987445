using Verify = Tributary.Roslyn.Testing.AnalyzerTest<Tributary.Analyzers.Setup.RegistrationAnalyzer>;

namespace Tributary.Analyzers.Tests.Setup;

public sealed class RegistrationTests
{
    [Fact]
    public Task Types_that_generated_code_can_name_and_create_are_accepted() => Verify.VerifyAsync("""
        public partial class Outer
        {
            [FlowEntity] internal partial class Device;
            [FlowOrchestrator] protected internal class Main : FlowOrchestratorBase;
        }
        """);

    [Fact]
    public Task Hidden_types_are_refused() => Verify.VerifyAsync(
        """
        public partial class Outer
        {
            [FlowEntity] private partial class {|#0:Device|};
            private class Inner { [FlowOrchestrator] public class {|TRIB0003:Main|} : FlowOrchestratorBase; }
        }
        [FlowEntity] file partial class {|TRIB0003:Local|};
        """,
        Verify.Diagnostic("TRIB0003").WithLocation(0).WithArguments("Device", "generated code cannot see it", "Declare it and the types around it as public or internal"));

    [Fact]
    public Task Services_that_the_host_cannot_create_are_refused() => Verify.VerifyAsync(
        """
        [FlowOrchestrator] public abstract class {|#0:Main|} : FlowOrchestratorBase;
        [FlowAdapter("bms", "bms")] public abstract class {|TRIB0003:Bms|} : BackgroundService;
        [FlowOrchestrator] public class {|#1:Generic|}<T> : FlowOrchestratorBase;
        """,
        Verify.Diagnostic("TRIB0003").WithLocation(0).WithArguments("Main", "the host cannot create it", "Remove 'abstract' or 'static', or mark a derived class"),
        Verify.Diagnostic("TRIB0003").WithLocation(1).WithArguments("Generic", "it has type parameters, or lies in a type that has", "Mark a class without type parameters"));
}
