namespace Tributary.Roslyn;

/// <summary>
/// The metadata names of the runtime types that generators and analyzers speak of. Neither references the runtime; a test asserts that
/// each of these names exists there.
/// </summary>
internal static class WellKnownNames
{
    public const string FlowEntityAttribute = "Tributary.FlowEntityAttribute";
    public const string FlowOrchestratorAttribute = "Tributary.FlowOrchestratorAttribute";
    public const string FlowAdapterAttribute = "Tributary.FlowAdapterAttribute";
    public const string OnUpdateAttribute = "Tributary.OnUpdateAttribute";
    public const string AggregationKeyAttribute = "Tributary.AggregationKeyAttribute";
    public const string ParentKeyAttribute = "Tributary.ParentKeyAttribute";
    public const string FlowFieldAttribute = "Tributary.FlowFieldAttribute";
    public const string GenerateCodecAttribute = "Tributary.GenerateCodecAttribute";
    public const string WireNameAttribute = "Tributary.WireNameAttribute";
    public const string CodecIgnoreAttribute = "Tributary.CodecIgnoreAttribute";
    public const string UnknownMembersAttribute = "Tributary.UnknownMembersAttribute";
    public const string CodecDerivedAttribute = "Tributary.CodecDerivedAttribute";
    public const string TributaryModuleAttribute = "Tributary.Hosting.TributaryModuleAttribute";
    public const string TributaryHosting = "Tributary.Hosting.TributaryHosting";
    public const string SqliteStoreExtensions = "Tributary.Sqlite.SqliteStoreExtensions";
    public const string IFlowEntity = "Tributary.IFlowEntity";
    public const string IFlowNormalizer = "Tributary.IFlowNormalizer`1";
    public const string FlowOrchestratorBase = "Tributary.FlowOrchestratorBase";
    public const string OrchestratorFlow = "Tributary.OrchestratorFlow";
    public const string AdapterFlow = "Tributary.AdapterFlow";
    public const string AdapterUpdates = "Tributary.AdapterUpdates";
    public const string Flow = "Tributary.Flow";
    public const string FlowEntityExtensions = "Tributary.FlowEntityExtensions";
    public const string UpdateResult = "Tributary.UpdateResult";
    public const string UpdateMetadata = "Tributary.UpdateMetadata";
    public const string UpdateContext = "Tributary.UpdateContext`1";
    public const string UpdateHandler = "Tributary.UpdateHandler`1";
    public const string DurableActivityAttribute = "Tributary.DurableActivityAttribute";
    public const string DurableOrchestrationAttribute = "Tributary.DurableOrchestrationAttribute";
    public const string DurableEventAttribute = "Tributary.DurableEventAttribute";
    public const string DurableStateAttribute = "Tributary.DurableStateAttribute";
    public const string DurableQueryAttribute = "Tributary.DurableQueryAttribute";
    public const string DurableUpdateAttribute = "Tributary.DurableUpdateAttribute";
    public const string RetryAttribute = "Tributary.RetryAttribute";
    public const string IDurableQuery = "Tributary.IDurableQuery`1";
    public const string IDurableUpdate = "Tributary.IDurableUpdate`1";
    public const string Durable = "Tributary.Durable";
    public const string DurableOfT = "Tributary.Durable`1";
    public const string OrchestrationContext = "Tributary.OrchestrationContext";
    public const string ActivityContext = "Tributary.ActivityContext";
    public const string InstanceHandle = "Tributary.InstanceHandle";
    public const string StateMap = "Tributary.StateMap";
    public const string ChoreographyHosting = "Tributary.Choreographies.ChoreographyHosting";
    public const string DurableRegistration = "Tributary.Orchestrations.DurableRegistration";
    public const string DeterministicAttribute = "Tributary.DeterministicAttribute";
    public const string DurableEvents = "Tributary.DurableEvents`1";
    public const string IDurableAwaiter = "Tributary.Orchestrations.IDurableAwaiter";
    public const string ChoreographyAttribute = "Tributary.ChoreographyAttribute";
    public const string Scope = "Tributary.Scope";
    public const string On = "Tributary.On`1";
    public const string AllOf = "Tributary.AllOf`1";
    public const string At = "Tributary.At`2";
    public const string Many = "Tributary.Many`2";
    public const string IHostedService = "Microsoft.Extensions.Hosting.IHostedService";
    public const string BackgroundService = "Microsoft.Extensions.Hosting.BackgroundService";
}
