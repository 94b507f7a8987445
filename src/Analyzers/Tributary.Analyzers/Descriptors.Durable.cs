using Microsoft.CodeAnalysis;

namespace Tributary.Analyzers;

internal static partial class Descriptors
{
    private const string Durable = "Tributary.Durable";

    public static readonly DiagnosticDescriptor TRIB2001_OrchestrationMustBeStatic = Create(
        "TRIB2001",
        "An orchestration must be static",
        Durable,
        DiagnosticSeverity.Error,
        "The orchestration '{0}' is not static, and an instance of its class would not survive the process. Declare it as static, and hand it what it needs as parameters.");

    public static readonly DiagnosticDescriptor TRIB2002_OrchestrationMustReturnDurable = Create(
        "TRIB2002",
        "An orchestration must return a Durable",
        Durable,
        DiagnosticSeverity.Error,
        "The orchestration '{0}' returns '{1}', which cannot be replayed. Return Durable, or Durable<T> for a result.");

    public static readonly DiagnosticDescriptor TRIB2003_OrchestrationMustTakeContextFirst = Create(
        "TRIB2003",
        "An orchestration must take its context first",
        Durable,
        DiagnosticSeverity.Error,
        "The orchestration '{0}' {1}, through which everything that it waits for is recorded. Make one OrchestrationContext its first parameter.");

    public static readonly DiagnosticDescriptor TRIB2004_DurableMethodMustNotBeGeneric = Create(
        "TRIB2004",
        "A durable method must not be generic",
        Durable,
        DiagnosticSeverity.Error,
        "'{0}' is generic, but a stored call says by name alone what is called. Remove the type parameters, and mark one method for each type.");

    public static readonly DiagnosticDescriptor TRIB2005_DurableMethodMustBeReachable = Create(
        "TRIB2005",
        "A durable method must be reachable",
        Durable,
        DiagnosticSeverity.Error,
        "Generated code cannot call '{0}' because it {1}. Mark a method that is public or internal, in types that are and that have no type parameters.");

    public static readonly DiagnosticDescriptor TRIB2006_DurableParameterMustBeByValue = Create(
        "TRIB2006",
        "A parameter of a durable method must be taken by value",
        Durable,
        DiagnosticSeverity.Error,
        "The parameter '{0}' of '{1}' is taken by reference, and what is stored has no place to refer to. Take it by value.");

    public static readonly DiagnosticDescriptor TRIB2007_ActivityMustBeCallable = Create(
        "TRIB2007",
        "An activity must have a signature that an orchestration can call",
        Durable,
        DiagnosticSeverity.Error,
        "The activity '{0}' {1}. Take values, an ActivityContext and a CancellationToken, and return nothing, a value, a Task or a ValueTask.");

    public static readonly DiagnosticDescriptor TRIB2008_ActivityClassMustBeCreatable = Create(
        "TRIB2008",
        "The host must be able to create the class of an activity",
        Durable,
        DiagnosticSeverity.Error,
        "The activity '{0}' needs an instance of '{1}', which the services of the host cannot create. Move it to a class that is not abstract, or declare it as static.");

    public static readonly DiagnosticDescriptor TRIB2009_PayloadMustBeEncodable = Create(
        "TRIB2009",
        "What travels to a durable method and back must be encodable",
        Durable,
        DiagnosticSeverity.Error,
        "{0} of '{1}' cannot be stored because it {2}. Change its type.");

    public static readonly DiagnosticDescriptor TRIB2010_DurableNameMustBeUnique = Create(
        "TRIB2010",
        "A durable name must be unique",
        Durable,
        DiagnosticSeverity.Error,
        "The {0} '{1}' has the same {2} as '{3}', so that nothing stored could tell them apart. Give one of them another name in its attribute.",
        atCompilationEnd: true);

    public static readonly DiagnosticDescriptor TRIB2011_DurationMustBeTimeSpan = Create(
        "TRIB2011",
        "A duration must be written as a time span",
        Durable,
        DiagnosticSeverity.Error,
        "{0} cannot be {1} because that is {2}. Write hours, minutes and seconds such as \"00:00:30\", with days in front such as \"1.00:00:00\" if need be.");

    public static readonly DiagnosticDescriptor TRIB2012_SettingMustBeInRange = Create(
        "TRIB2012",
        "A setting must lie in its range",
        Durable,
        DiagnosticSeverity.Error,
        "{0} cannot be {1} because it must be {2}. Choose a value that is, or leave it out for the default.");

    public static readonly DiagnosticDescriptor TRIB2013_ExchangedTypeMustBeMarked = Create(
        "TRIB2013",
        "A type that an orchestration exchanges must be marked",
        Durable,
        DiagnosticSeverity.Error,
        "'{0}' cannot be used with {1} because it has no registered codec. Mark the type with [{2}].");

    public static readonly DiagnosticDescriptor TRIB2014_RequestMustBeMarkedAndTyped = Create(
        "TRIB2014",
        "A query or an update must be marked and say what it is answered with",
        Durable,
        DiagnosticSeverity.Error,
        "The {1} '{0}' {2}. {3}.");
}
