using Tributary.Analyzers.Sync;
using Tributary.CodeFixes;
using Tributary.Roslyn.Testing;

namespace Tributary.Analyzers.Tests.CodeFixes;

public sealed class EntityFixTests
{
    [Fact]
    public Task Every_type_around_an_entity_becomes_partial() => CodeFixTest<EntityShapeAnalyzer, MakePartialFix>.VerifyAsync(
        """
        public class Outer
        {
            // The first.
            class Holder { }

            [FlowEntity]
            public sealed class {|TRIB1001:Device|} : IFlowEntity { public string Id { get; set; } = ""; }

            [FlowEntity]
            public class {|TRIB1001:Site|} : IFlowEntity { public string Id { get; set; } = ""; }
        }
        """,
        """
        public partial class Outer
        {
            // The first.
            class Holder { }

            [FlowEntity]
            public sealed partial class Device : IFlowEntity { public string Id { get; set; } = ""; }

            [FlowEntity]
            public partial class Site : IFlowEntity { public string Id { get; set; } = ""; }
        }
        """);

    [Fact]
    public Task A_class_without_modifiers_keeps_its_comment() => CodeFixTest<EntityShapeAnalyzer, MakePartialFix>.VerifyAsync(
        """
        [FlowEntity]
        // A device.
        class {|TRIB1001:Device|} : IFlowEntity { public string Id { get; set; } = ""; }
        """,
        """
        [FlowEntity]
        // A device.
        partial class Device : IFlowEntity { public string Id { get; set; } = ""; }
        """);

    [Fact]
    public Task An_orchestrator_with_handler_methods_becomes_partial() => CodeFixTest<OrchestratorShapeAnalyzer, MakePartialFix>.VerifyAsync(
        """
        public class Device : IFlowEntity { public string Id { get; set; } = ""; }
        [FlowOrchestrator]
        public class {|TRIB1102:Main|} : FlowOrchestratorBase
        {
            [OnUpdate] private UpdateResult OnDevice(ref Device proposed, Device? current, UpdateMetadata metadata) => Continue();
        }
        """,
        """
        public class Device : IFlowEntity { public string Id { get; set; } = ""; }
        [FlowOrchestrator]
        public partial class Main : FlowOrchestratorBase
        {
            [OnUpdate] private UpdateResult OnDevice(ref Device proposed, Device? current, UpdateMetadata metadata) => Continue();
        }
        """);

    [Fact]
    public Task An_id_is_added() => CodeFixTest<EntityShapeAnalyzer, AddIdFix>.VerifyAsync(
        """
        namespace App
        {
            [FlowEntity]
            public partial class {|TRIB1002:Device|}
            {
                public string Name { get; set; } = "";
            }

            [FlowEntity]
            public partial class {|TRIB1002:Site|};
        }
        """,
        """
        namespace App
        {
            [FlowEntity]
            public partial class Device
            {
                public string Id { get; set; } = "";
                public string Name { get; set; } = "";
            }

            [FlowEntity]
            public partial class Site
            {
                public string Id { get; set; } = "";
            }
        }
        """);

    [Fact]
    public Task An_id_of_another_type_is_left_to_its_author() => CodeFixTest<EntityShapeAnalyzer, AddIdFix>.VerifyNoFixAsync(
        "[FlowEntity] public partial class Device { public int {|TRIB1002:Id|} { get; set; } }");

    [Fact]
    public Task The_opt_out_is_stated() => CodeFixTest<AggregationKeyAnalyzer, AddWithoutKeysFix>.VerifyAsync(
        """
        [FlowEntity] public partial class {|TRIB1010:Device|};
        [FlowEntity()] public partial class {|TRIB1010:Site|};
        [FlowEntity(Name = "room")] public partial class {|TRIB1010:Room|};
        [FlowEntity(WithoutKeys = false)] public partial class {|TRIB1010:Desk|};
        """,
        """
        [FlowEntity(WithoutKeys = true)] public partial class Device;
        [FlowEntity(WithoutKeys = true)] public partial class Site;
        [FlowEntity(Name = "room", WithoutKeys = true)] public partial class Room;
        [FlowEntity(WithoutKeys = true)] public partial class Desk;
        """);
}
