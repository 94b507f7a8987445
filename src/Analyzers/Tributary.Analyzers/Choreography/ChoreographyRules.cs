using Microsoft.CodeAnalysis;
using Tributary.Roslyn.Choreography;
using Tributary.Roslyn.Choreography.Parsing;

namespace Tributary.Analyzers.Choreography;

/// <summary>Which rule each fault of the parser and of the projection is reported by.</summary>
internal static class ChoreographyRules
{
    private static readonly Dictionary<string, DiagnosticDescriptor> s_atCompilationEnd = Enum.GetValues(typeof(FaultKind)).Cast<FaultKind>().Select(Of)
        .Append(Descriptors.TRIB3021_PayloadMustBeEncodable)
        .ToDictionary(static rule => rule.Id, AtEnd);

    /// <summary>The descriptors of all rules; those on protocols for both times at which they are reported.</summary>
    public static DiagnosticDescriptor[] Reported { get; } =
    [
        .. Enum.GetValues(typeof(ChoreographyShapeFault)).Cast<ChoreographyShapeFault>().Select(Of),
        .. Enum.GetValues(typeof(FaultKind)).Cast<FaultKind>().Select(Of),
        .. s_atCompilationEnd.Values,
    ];

    /// <summary>The same rule for choreographies that reach into other files, which are known when all files were read.</summary>
    public static DiagnosticDescriptor AtCompilationEnd(DiagnosticDescriptor rule) => s_atCompilationEnd[rule.Id];

    /// <summary>The rule on a mistake in the C#.</summary>
    public static DiagnosticDescriptor Of(ChoreographyShapeFault kind) => kind switch
    {
        ChoreographyShapeFault.NotStatic => Descriptors.TRIB3001_ChoreographyMustBeStatic,
        ChoreographyShapeFault.NotAsync => Descriptors.TRIB3002_ChoreographyMustBeAsync,
        ChoreographyShapeFault.NotPartial => Descriptors.TRIB3003_ChoreographyTypeMustBePartial,
        ChoreographyShapeFault.UnusableType => Descriptors.TRIB3004_ChoreographyTypeMustBeUsable,
        ChoreographyShapeFault.Overloaded => Descriptors.TRIB3005_ChoreographyNameMustBeUnique,
        ChoreographyShapeFault.ScopeParameter => Descriptors.TRIB3006_ChoreographyMustTakeScopeFirst,
        ChoreographyShapeFault.UnsupportedParameter => Descriptors.TRIB3007_ChoreographyParameterMustBeLocated,
        ChoreographyShapeFault.RoleIsNoInterface => Descriptors.TRIB3008_RoleMustBeInterface,
        ChoreographyShapeFault.DuplicateRole => Descriptors.TRIB3009_RoleMustBeUnique,
        ChoreographyShapeFault.UnsupportedResult => Descriptors.TRIB3010_ResultMustBeLocated,
        ChoreographyShapeFault.UnsupportedStatement => Descriptors.TRIB3011_StatementMustBeSupported,
        ChoreographyShapeFault.UnsupportedExpression => Descriptors.TRIB3012_ExpressionMustBeSupported,
        ChoreographyShapeFault.UnlocatedCondition => Descriptors.TRIB3013_ConditionMustBeLocated,
        ChoreographyShapeFault.UnlocatedValue => Descriptors.TRIB3014_ValueMustBeLocated,
        ChoreographyShapeFault.ClockOrChance => Descriptors.TRIB3015_ClockMustBeReadInAction,
        ChoreographyShapeFault.NotAwaited => Descriptors.TRIB3016_StepMustBeAwaited,
        ChoreographyShapeFault.ConditionalStep => Descriptors.TRIB3017_StepMustNotBeConditional,
        ChoreographyShapeFault.OperatorStored => Descriptors.TRIB3018_OperatorMustNotBeStored,
        ChoreographyShapeFault.Capturing => Descriptors.TRIB3019_ActionMustNotCapture,
        ChoreographyShapeFault.NoChoreography => Descriptors.TRIB3020_CalledMethodMustBeChoreography,
        ChoreographyShapeFault.PayloadWithoutCodec => Descriptors.TRIB3021_PayloadMustBeEncodable,
        ChoreographyShapeFault.HiddenType => Descriptors.TRIB3022_LocatedTypeMustBeReachable,
        ChoreographyShapeFault.BadCapability => Descriptors.TRIB3204_CapabilityMustBeLegal,
        ChoreographyShapeFault.NegativeCost => Descriptors.TRIB3205_CostMustNotBeNegative,
        ChoreographyShapeFault.NotConstant => Descriptors.TRIB3023_GuardMustBeConstant,
        _ => throw new InvalidOperationException($"{kind} has no rule."),
    };

    /// <summary>The rule on a mistake in the protocol.</summary>
    public static DiagnosticDescriptor Of(FaultKind kind) => kind switch
    {
        FaultKind.Unprojectable => Descriptors.TRIB3101_ChoiceMustBeProjectable,
        FaultKind.UninformedSend => Descriptors.TRIB3102_DifferentSendsMustBeInformed,
        FaultKind.TwoSenders => Descriptors.TRIB3103_ReceiversMustKnowTheSender,
        FaultKind.EndsInOneBranch => Descriptors.TRIB3104_EndMustBeInformed,
        FaultKind.UninformedExit => Descriptors.TRIB3105_LoopExitMustBeInformed,
        FaultKind.SuperfluousInform => Descriptors.TRIB3106_InformShouldMakeADifference,
        FaultKind.SelfInform => Descriptors.TRIB3107_ChooserMustNotBeInformed,
        FaultKind.SelfSend => Descriptors.TRIB3108_ReceiverMustNotBeSender,
        FaultKind.UnusedRole => Descriptors.TRIB3109_RoleMustTakePart,
        FaultKind.UnusedValue => Descriptors.TRIB3110_ReceivedValueShouldBeUsed,
        FaultKind.Unreachable => Descriptors.TRIB3111_StepShouldBeReached,
        FaultKind.UnguardedRecursion => Descriptors.TRIB3112_RecursionMustBeGuarded,
        FaultKind.Endless => Descriptors.TRIB3113_EndlessMustBeDeclared,
        FaultKind.SharedEdge => Descriptors.TRIB3114_ParallelBranchesMustNotShareEdges,
        FaultKind.SharedVariable => Descriptors.TRIB3115_ParallelBranchesMustNotShareVariables,
        FaultKind.TooManyStates => Descriptors.TRIB3116_ProtocolMustBeBounded,
        FaultKind.UnknownTarget => Descriptors.TRIB3117_CalledChoreographyMustBeKnown,
        FaultKind.UninformedGuard => Descriptors.TRIB3201_GuardParticipantMustBeInformed,
        FaultKind.DeadRole => Descriptors.TRIB3202_DeadRoleMustNotTakePart,
        FaultKind.BadQuorum => Descriptors.TRIB3203_QuorumMustBeReachable,
        _ => throw new InvalidOperationException($"{kind} has no rule."),
    };

    private static DiagnosticDescriptor AtEnd(DiagnosticDescriptor rule) => new(
        rule.Id,
        rule.Title,
        rule.MessageFormat,
        rule.Category,
        rule.DefaultSeverity,
        rule.IsEnabledByDefault,
        helpLinkUri: rule.HelpLinkUri,
        customTags: WellKnownDiagnosticTags.CompilationEnd);
}
