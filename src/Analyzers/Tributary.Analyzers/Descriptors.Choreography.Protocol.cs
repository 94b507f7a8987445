using Microsoft.CodeAnalysis;

namespace Tributary.Analyzers;

/// <summary>The rules on the protocols that choreographies describe: what each role must know, and what guards sends and parts.</summary>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor TRIB3101_ChoiceMustBeProjectable = Create(
        "TRIB3101",
        "A role that acts differently must learn of the choice",
        Choreography,
        DiagnosticSeverity.Error,
        "'{0}' does not learn what '{1}' chooses, but in one branch it {2} and in the other it {3}. Inform '{0}' of the choice, or let it do the same in both branches.");

    public static readonly DiagnosticDescriptor TRIB3102_DifferentSendsMustBeInformed = Create(
        "TRIB3102",
        "A role that sends different things must learn of the choice",
        Choreography,
        DiagnosticSeverity.Error,
        "'{0}' would have to send different things, but does not learn what '{1}' chooses. Inform '{0}' of the choice, or let it send the same in both branches.");

    public static readonly DiagnosticDescriptor TRIB3103_ReceiversMustKnowTheSender = Create(
        "TRIB3103",
        "A role must know whom it waits for",
        Choreography,
        DiagnosticSeverity.Error,
        "'{0}' would have to wait for '{1}' in one branch and for '{2}' in the other, without knowing which one it is. Inform '{0}' of the choice, or let the same role send in both branches.");

    public static readonly DiagnosticDescriptor TRIB3104_EndMustBeInformed = Create(
        "TRIB3104",
        "A role that is finished in one branch must learn of the choice",
        Choreography,
        DiagnosticSeverity.Error,
        "'{0}' is finished in one branch and goes on in the other, but does not learn what '{1}' chooses. Inform '{0}' of the choice, or give it a message in both branches.");

    public static readonly DiagnosticDescriptor TRIB3105_LoopExitMustBeInformed = Create(
        "TRIB3105",
        "A role in a loop must learn that the loop is over",
        Choreography,
        DiagnosticSeverity.Error,
        "'{0}' takes part in a loop, but does not learn when '{1}' leaves it. Inform '{0}' of the choice that leaves the loop, or send it another message then.");

    public static readonly DiagnosticDescriptor TRIB3106_InformShouldMakeADifference = Create(
        "TRIB3106",
        "A role should be told only of what makes a difference to it",
        Choreography,
        DiagnosticSeverity.Warning,
        "Telling '{0}' makes no difference: it does the same in all branches, or learns of the choice anyhow. Leave it out.");

    public static readonly DiagnosticDescriptor TRIB3107_ChooserMustNotBeInformed = Create(
        "TRIB3107",
        "A role must not be told of its own choice",
        Choreography,
        DiagnosticSeverity.Error,
        "'{0}' decides itself and cannot be told of it. Leave it out of the informed roles.");

    public static readonly DiagnosticDescriptor TRIB3108_ReceiverMustNotBeSender = Create(
        "TRIB3108",
        "A role must not send to itself",
        Choreography,
        DiagnosticSeverity.Error,
        "'{0}' is the sender of this message and cannot be its receiver. Use the value itself.");

    public static readonly DiagnosticDescriptor TRIB3109_RoleMustTakePart = Create(
        "TRIB3109",
        "A role must take part in its choreography",
        Choreography,
        DiagnosticSeverity.Error,
        "The role '{0}' takes no part in the choreography, so that its endpoint would be empty and its party would be waited for in vain. Give it a step, or remove the parameter.");

    public static readonly DiagnosticDescriptor TRIB3110_ReceivedValueShouldBeUsed = Create(
        "TRIB3110",
        "A received value should be used",
        Choreography,
        DiagnosticSeverity.Warning,
        "The value '{0}' is received, and nobody looks at it. Use it, or do not keep it if the message is a mere signal.");

    public static readonly DiagnosticDescriptor TRIB3111_StepShouldBeReached = Create(
        "TRIB3111",
        "A step should be reached by some run",
        Choreography,
        DiagnosticSeverity.Warning,
        "No run of '{0}' reaches this step. Remove it, or give the loop before it an end.");

    public static readonly DiagnosticDescriptor TRIB3112_RecursionMustBeGuarded = Create(
        "TRIB3112",
        "A choreography must say something before it calls itself",
        Choreography,
        DiagnosticSeverity.Error,
        "'{0}' calls itself before any message or choice, so that it never begins. Send or choose something first.");

    public static readonly DiagnosticDescriptor TRIB3113_EndlessMustBeDeclared = Create(
        "TRIB3113",
        "A choreography that never ends must say so",
        Choreography,
        DiagnosticSeverity.Error,
        "From here '{0}' never comes to its end, and it does not say so. Give the loop or the recursion a choice that leaves it, or set Endless on the attribute.");

    public static readonly DiagnosticDescriptor TRIB3114_ParallelBranchesMustNotShareEdges = Create(
        "TRIB3114",
        "Parallel branches must not share a direction between two roles",
        Choreography,
        DiagnosticSeverity.Error,
        "Two parallel branches send from '{0}' to '{1}', so that the receiver cannot tell which branch a message belongs to. Send in one branch only, or one after the other.");

    public static readonly DiagnosticDescriptor TRIB3115_ParallelBranchesMustNotShareVariables = Create(
        "TRIB3115",
        "Parallel branches must not share a variable that one of them sets",
        Choreography,
        DiagnosticSeverity.Error,
        "A parallel branch sets '{0}', which another branch uses, so that its value depends on which one is faster. Use a variable of its own in each branch, and return it.");

    public static readonly DiagnosticDescriptor TRIB3116_ProtocolMustBeBounded = Create(
        "TRIB3116",
        "An endpoint must have a bounded number of states",
        Choreography,
        DiagnosticSeverity.Error,
        "'{0}' grows beyond {1} states or steps when it is projected. Divide the protocol into smaller choreographies, or tell roles of choices sooner.");

    public static readonly DiagnosticDescriptor TRIB3117_CalledChoreographyMustBeKnown = Create(
        "TRIB3117",
        "A called choreography must be in the same project",
        Choreography,
        DiagnosticSeverity.Error,
        "The choreography '{0}' is not in this project, so that its steps cannot be written out. Move it here, or link its source.");

    public static readonly DiagnosticDescriptor TRIB3201_GuardParticipantMustBeInformed = Create(
        "TRIB3201",
        "A role in a guarded part must learn that the part is given up",
        Choreography,
        DiagnosticSeverity.Error,
        "'{0}' takes part in what '{1}' may give up, and is not told of it. Name '{0}' among the informed roles.");

    public static readonly DiagnosticDescriptor TRIB3202_DeadRoleMustNotTakePart = Create(
        "TRIB3202",
        "A role that died must not take part in what happens then",
        Choreography,
        DiagnosticSeverity.Error,
        "'{0}' takes part in what happens after its own death. Leave it out of the alternative.");

    public static readonly DiagnosticDescriptor TRIB3203_QuorumMustBeReachable = Create(
        "TRIB3203",
        "A quorum must be at least 1",
        Choreography,
        DiagnosticSeverity.Error,
        "A quorum of {0} asks for nobody. Ask for at least one member.");

    public static readonly DiagnosticDescriptor TRIB3204_CapabilityMustBeLegal = Create(
        "TRIB3204",
        "A capability must be written as namespace and name",
        Choreography,
        DiagnosticSeverity.Error,
        "The capability '{0}' is not written as 'namespace:name'. Write two parts with one colon between them, of letters, digits and '-', '_', '.' or '/'.");

    public static readonly DiagnosticDescriptor TRIB3205_CostMustNotBeNegative = Create(
        "TRIB3205",
        "A cost must not be negative",
        Choreography,
        DiagnosticSeverity.Error,
        "The cost '{0}' is negative, so that sending would fill the budget up. Write 0 or more.");
}
