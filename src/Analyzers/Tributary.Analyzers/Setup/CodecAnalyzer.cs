using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Tributary.Roslyn;
using Tributary.Roslyn.Codec;
using Tributary.Roslyn.Rules;

namespace Tributary.Analyzers.Setup;

/// <summary>
/// Every type that an entity, a [GenerateCodec] type or something durable reaches can be encoded. The generator's own parser says what
/// cannot, so the two never disagree.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CodecAnalyzer() : TributaryAnalyzer(
    Descriptors.TRIB0001_MemberMustBeEncodable,
    Descriptors.TRIB0002_WireNameMustBeUnique,
    Descriptors.TRIB2009_PayloadMustBeEncodable)
{
    private const string MemberRemedy = "Give it another type, or mark it [CodecIgnore]";
    private const string TypeRemedy = "Change the type, or do not send it";

    /// <inheritdoc />
    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types)
    {
        // A nested type is reached from many roots and reported once.
        var reported = new ConcurrentDictionary<ISymbol, byte>(SymbolEqualityComparer.Default);
        context.RegisterSymbolAction(symbol => AnalyzeType(symbol, reported), SymbolKind.NamedType);
        context.RegisterSymbolAction(symbol => AnalyzeMethod(symbol, reported), SymbolKind.Method);
    }

    private static void AnalyzeType(SymbolAnalysisContext context, ConcurrentDictionary<ISymbol, byte> reported)
    {
        var root = (INamedTypeSymbol)context.Symbol;
        var isEntity = EntityRules.IsMarked(root);
        if (isEntity || IsRoot(root))
            Analyze(context, root, root, isEntity, reported);
        AnalyzeAnswer(context, root, WellKnownNames.DurableQueryAttribute, WellKnownNames.IDurableQuery, reported);
        AnalyzeAnswer(context, root, WellKnownNames.DurableUpdateAttribute, WellKnownNames.IDurableUpdate, reported);
    }

    private static bool IsRoot(INamedTypeSymbol type)
        => type.FindAttribute(WellKnownNames.GenerateCodecAttribute) is not null
            || type.FindAttribute(WellKnownNames.DurableEventAttribute) is not null
            || type.FindAttribute(WellKnownNames.DurableStateAttribute) is not null
            || type.FindAttribute(WellKnownNames.DurableQueryAttribute) is not null
            || type.FindAttribute(WellKnownNames.DurableUpdateAttribute) is not null;

    private static void AnalyzeAnswer(
        SymbolAnalysisContext context, INamedTypeSymbol request, string attribute, string interfaceMetadataName, ConcurrentDictionary<ISymbol, byte> reported)
    {
        if (request.FindAttribute(attribute) is not null && DurableTypeRules.ResultOf(request, interfaceMetadataName) is { } answer)
            AnalyzePayload(context, answer, request, "The answer", request.Name, reported);
    }

    private static void AnalyzeMethod(SymbolAnalysisContext context, ConcurrentDictionary<ISymbol, byte> reported)
    {
        var method = (IMethodSymbol)context.Symbol;
        DurableSignature signature;
        if (method.FindAttribute(WellKnownNames.DurableActivityAttribute) is not null && DurableMethodRules.FindActivityFault(method) is null)
            signature = DurableSignature.OfActivity(method, context.Compilation);
        else if (method.FindAttribute(WellKnownNames.DurableOrchestrationAttribute) is not null && DurableMethodRules.FindOrchestrationFault(method) is null)
            signature = DurableSignature.OfOrchestration(method, context.Compilation);
        else
            return;
        foreach (var parameter in signature.Inputs)
            AnalyzePayload(context, parameter.Type, parameter, $"The parameter '{parameter.Name}'", method.Name, reported);
        if (signature.Result is { } result)
            AnalyzePayload(context, result, method, "The result", method.Name, reported);
    }

    private static void AnalyzePayload(
        SymbolAnalysisContext context, ITypeSymbol type, ISymbol owner, string part, string whole, ConcurrentDictionary<ISymbol, byte> reported)
    {
        if (!TypeRules.HasUnknown(type) && Analyze(context, type, owner, isEntity: false, reported) is { } reason)
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.TRIB2009_PayloadMustBeEncodable, SymbolLocations.NameOf(owner), part, whole, reason));
    }

    // Why a root that is no declaration of its own can have no codec at all; everything else is reported where it is declared.
    private static string? Analyze(SymbolAnalysisContext context, ITypeSymbol root, ISymbol owner, bool isEntity, ConcurrentDictionary<ISymbol, byte> reported)
    {
        foreach (var problem in CodecShapeParser.FindProblems(root, context.Compilation, context.CancellationToken))
        {
            if (!ReferenceEquals(root, owner) && ReferenceEquals(problem.Member, root))
                return problem.Reason;
            if (!IsSaidElsewhere(problem.Member, root, isEntity) && reported.TryAdd(problem.Member, 0))
                Report(context, owner, problem);
        }

        return null;
    }

    private static void Report(SymbolAnalysisContext context, ISymbol root, CodecProblem problem)
    {
        var isType = problem.Member is ITypeSymbol;
        var name = isType ? problem.Member.Name : problem.Member.ContainingType.Name + "." + problem.Member.Name;
        var diagnostic = problem.IsWireName
            ? Diagnostic.Create(
                Descriptors.TRIB0002_WireNameMustBeUnique, SymbolLocations.NameOf(problem.Member, root), name, problem.Reason)
            : Diagnostic.Create(
                Descriptors.TRIB0001_MemberMustBeEncodable,
                problem.Member is IPropertySymbol property
                    ? SymbolLocations.TypeOf(property, root, context.CancellationToken)
                    : SymbolLocations.NameOf(problem.Member, root),
                name,
                problem.Reason,
                isType ? TypeRemedy : MemberRemedy);
        context.ReportDiagnostic(diagnostic);
    }

    // The rules of entities say these things with the entity's own remedy, and the compiler knows a type that does not exist.
    private static bool IsSaidElsewhere(ISymbol member, ITypeSymbol root, bool isEntity) => member switch
    {
        IPropertySymbol { Type.TypeKind: TypeKind.Error } => true,
        IPropertySymbol property => EntityRules.IsMarked(property.ContainingType) && EntityRules.IsUnsettableField(property),
        INamedTypeSymbol type => isEntity && SymbolEqualityComparer.Default.Equals(type, root)
            && (TypeRules.IsGeneric(type) || !TypeRules.IsVisibleInAssembly(type) || !TypeRules.IsConstructible(type)),
        _ => false,
    };
}
