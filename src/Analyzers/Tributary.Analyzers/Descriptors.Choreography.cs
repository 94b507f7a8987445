using Microsoft.CodeAnalysis;

namespace Tributary.Analyzers;

/// <summary>The rules on the C# of choreographies.</summary>
internal static partial class Descriptors
{
    private const string Choreography = "Tributary.Choreography";

    public static readonly DiagnosticDescriptor TRIB3001_ChoreographyMustBeStatic = Create(
        "TRIB3001",
        "A choreography must be static",
        Choreography,
        DiagnosticSeverity.Error,
        "The choreography '{0}' is not static, but it belongs to no party that could have an instance. Declare it as static, and hand values over as parameters.");

    public static readonly DiagnosticDescriptor TRIB3002_ChoreographyMustBeAsync = Create(
        "TRIB3002",
        "A choreography must be async",
        Choreography,
        DiagnosticSeverity.Error,
        "'{0}' is not async, so it cannot await its steps one by one. Declare it as async, and await each step where it stands.");

    public static readonly DiagnosticDescriptor TRIB3003_ChoreographyTypeMustBePartial = Create(
        "TRIB3003",
        "The type of a choreography must be partial",
        Choreography,
        DiagnosticSeverity.Error,
        "The type '{0}' is not partial, so that the endpoints of its choreographies have no place. Declare it, and the types around it, as partial.");

    public static readonly DiagnosticDescriptor TRIB3004_ChoreographyTypeMustBeUsable = Create(
        "TRIB3004",
        "The type of a choreography must be a reachable class without type parameters",
        Choreography,
        DiagnosticSeverity.Error,
        "The choreography of '{0}' has no endpoints, because the type or one around it is generic, an interface, private or local to its file. Move it into a class or struct that is public or internal and has no type parameters.");

    public static readonly DiagnosticDescriptor TRIB3005_ChoreographyNameMustBeUnique = Create(
        "TRIB3005",
        "A choreography must have a name of its own in its type",
        Choreography,
        DiagnosticSeverity.Error,
        "The type has another choreography named '{0}', so their endpoints would have the same names. Give each choreography a name of its own.");

    public static readonly DiagnosticDescriptor TRIB3006_ChoreographyMustTakeScopeFirst = Create(
        "TRIB3006",
        "A choreography must take one scope, as its first parameter",
        Choreography,
        DiagnosticSeverity.Error,
        "The choreography '{0}' must take one scope and take it first, because all steps between roles are taken through it. Make a Scope the first parameter, and have no other one.");

    public static readonly DiagnosticDescriptor TRIB3007_ChoreographyParameterMustBeLocated = Create(
        "TRIB3007",
        "A parameter of a choreography must be a role, a located value or a choreography",
        Choreography,
        DiagnosticSeverity.Error,
        "The parameter '{0}' is at no role of the choreography, or is taken by reference. Take a role, a value that is at one of the roles, or a delegate that takes a Scope first, each by value.");

    public static readonly DiagnosticDescriptor TRIB3008_RoleMustBeInterface = Create(
        "TRIB3008",
        "A role must be an interface",
        Choreography,
        DiagnosticSeverity.Error,
        "The role '{0}' is not an interface, so that no party can play it in its own way. Declare the local actions of the role in an interface that derives from IRole.");

    public static readonly DiagnosticDescriptor TRIB3009_RoleMustBeUnique = Create(
        "TRIB3009",
        "Each role must be taken once",
        Choreography,
        DiagnosticSeverity.Error,
        "The role '{0}' is taken twice, so that a value at it would be at two parties. Declare an interface for each role, or take an AllOf for a family.");

    public static readonly DiagnosticDescriptor TRIB3010_ResultMustBeLocated = Create(
        "TRIB3010",
        "A choreography must return located values, at most one for each role",
        Choreography,
        DiagnosticSeverity.Error,
        "The result '{0}' is at no role of the choreography, at a role that already has a result, or not in a task. Return Task, or Task<T> of one located value or of a tuple with one for each role.");

    public static readonly DiagnosticDescriptor TRIB3011_StatementMustBeSupported = Create(
        "TRIB3011",
        "A statement of a choreography must have a meaning for several parties",
        Choreography,
        DiagnosticSeverity.Error,
        "The statement '{0}' has no meaning for several parties. Use steps, assignments of located values, if, switch, while, do, break, continue and return, or do it in a local action.");

    public static readonly DiagnosticDescriptor TRIB3012_ExpressionMustBeSupported = Create(
        "TRIB3012",
        "An expression of a choreography must have a meaning for several parties",
        Choreography,
        DiagnosticSeverity.Error,
        "The expression '{0}' has no meaning for several parties. Do it in a local action of the role that needs it, and name roles by the parameters of the method.");

    public static readonly DiagnosticDescriptor TRIB3013_ConditionMustBeLocated = Create(
        "TRIB3013",
        "A condition of a choreography must be a choice of a role",
        Choreography,
        DiagnosticSeverity.Error,
        "The condition '{0}' is no choice of a role, so that nobody decides and nobody is told. Write 'await c.Choose(decision, ...)' with a decision of one role and the roles that are told of it.");

    public static readonly DiagnosticDescriptor TRIB3014_ValueMustBeLocated = Create(
        "TRIB3014",
        "A value in a choreography must be at a role",
        Choreography,
        DiagnosticSeverity.Error,
        "The value '{0}' is at no role of the choreography, so that no party has it. Make it in a local action of the role that needs it.");

    public static readonly DiagnosticDescriptor TRIB3015_ClockMustBeReadInAction = Create(
        "TRIB3015",
        "Clock, chance and machine must be asked in a local action",
        Choreography,
        DiagnosticSeverity.Error,
        "'{0}' asks the clock, chance or the machine outside of a local action, where every party would get another answer. Ask in a local action of one role, and send the answer.");

    public static readonly DiagnosticDescriptor TRIB3016_StepMustBeAwaited = Create(
        "TRIB3016",
        "A step must be awaited where it stands",
        Choreography,
        DiagnosticSeverity.Error,
        "The step '{0}' is not awaited where it stands, so that its place in the order of the protocol is unknown. Put 'await' in front of it; for steps side by side use Parallel.");

    public static readonly DiagnosticDescriptor TRIB3017_StepMustNotBeConditional = Create(
        "TRIB3017",
        "A step must not be part of an expression that may skip it",
        Choreography,
        DiagnosticSeverity.Error,
        "'{0}' contains a step that may be skipped without that anybody is told. Write it as a statement in a branch of 'if (await c.Choose(...))'.");

    public static readonly DiagnosticDescriptor TRIB3018_OperatorMustNotBeStored = Create(
        "TRIB3018",
        "Scopes, roles, choices and choreographies must be used where they stand",
        Choreography,
        DiagnosticSeverity.Error,
        "'{0}' keeps a scope, role, choice, choreography or several values in a variable, or drops a choice, so that the protocol cannot be read from the text. Use the parameter itself, and the choice as a condition.");

    public static readonly DiagnosticDescriptor TRIB3019_ActionMustNotCapture = Create(
        "TRIB3019",
        "A local action must not capture what is around it",
        Choreography,
        DiagnosticSeverity.Error,
        "The local action or time limit uses '{0}' of the method around it, which the party that acts does not have. Hand a located value over as an argument of the action, and declare the lambda as static.");

    public static readonly DiagnosticDescriptor TRIB3020_CalledMethodMustBeChoreography = Create(
        "TRIB3020",
        "A method that takes part of the protocol must be a choreography",
        Choreography,
        DiagnosticSeverity.Error,
        "'{0}' takes a scope, roles or located values, but is no choreography, so that its steps are unknown. Mark it with [Choreography], or write its steps here.");

    public static readonly DiagnosticDescriptor TRIB3021_PayloadMustBeEncodable = Create(
        "TRIB3021",
        "What a choreography sends must be encodable",
        Choreography,
        DiagnosticSeverity.Error,
        "A value of type '{0}' cannot be sent: it {1}. Send a simple type, a collection, or a type whose members are all encodable.");

    public static readonly DiagnosticDescriptor TRIB3022_LocatedTypeMustBeReachable = Create(
        "TRIB3022",
        "Roles and located values must have types that generated code can reach",
        Choreography,
        DiagnosticSeverity.Error,
        "Generated code cannot reach the type '{0}', because it or one around it is private, protected or local to its file. Declare it as internal or public.");

    public static readonly DiagnosticDescriptor TRIB3023_GuardMustBeConstant = Create(
        "TRIB3023",
        "Capability, cost and quorum must be constants",
        Choreography,
        DiagnosticSeverity.Error,
        "The argument '{0}' is no constant, but the protocol that all parties agree on contains it. Write a constant.");
}
