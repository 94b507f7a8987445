using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Tributary.Roslyn;
using Tributary.Roslyn.Codec;
using Tributary.Roslyn.Rules;

namespace Tributary.Analyzers.Setup;

/// <summary>
/// Every type that an entity or a [GenerateCodec] type reaches can be encoded. The generator's own parser says what cannot, so the two
/// never disagree.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CodecAnalyzer() : TributaryAnalyzer(
    Descriptors.TRIB0001_MemberMustBeEncodable,
    Descriptors.TRIB0002_WireNameMustBeUnique)
{
    private const string MemberRemedy = "Give it another type, or mark it [CodecIgnore]";
    private const string TypeRemedy = "Change the type, or do not send it";

    /// <inheritdoc />
    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types)
    {
        // A nested type is reached from many roots and reported once.
        var reported = new ConcurrentDictionary<ISymbol, byte>(SymbolEqualityComparer.Default);
        context.RegisterSymbolAction(symbol => Analyze(symbol, reported), SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context, ConcurrentDictionary<ISymbol, byte> reported)
    {
        var root = (INamedTypeSymbol)context.Symbol;
        var isEntity = EntityRules.IsMarked(root);
        if (!isEntity && root.FindAttribute(WellKnownNames.GenerateCodecAttribute) is null)
            return;
        foreach (var problem in CodecShapeParser.FindProblems(root, context.Compilation, context.CancellationToken))
        {
            if (!IsSaidElsewhere(problem.Member, root, isEntity) && reported.TryAdd(problem.Member, 0))
                Report(context, root, problem);
        }
    }

    private static void Report(SymbolAnalysisContext context, INamedTypeSymbol root, CodecProblem problem)
    {
        var name = problem.Member is INamedTypeSymbol ? problem.Member.Name : problem.Member.ContainingType.Name + "." + problem.Member.Name;
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
                problem.Member is INamedTypeSymbol ? TypeRemedy : MemberRemedy);
        context.ReportDiagnostic(diagnostic);
    }

    // The rules of entities say these things with the entity's own remedy, and the compiler knows a type that does not exist.
    private static bool IsSaidElsewhere(ISymbol member, INamedTypeSymbol root, bool isEntity) => member switch
    {
        IPropertySymbol { Type.TypeKind: TypeKind.Error } => true,
        IPropertySymbol property => EntityRules.IsMarked(property.ContainingType) && EntityRules.IsUnsettableField(property),
        INamedTypeSymbol type => isEntity && SymbolEqualityComparer.Default.Equals(type, root)
            && (TypeRules.IsGeneric(type) || !TypeRules.IsVisibleInAssembly(type) || !TypeRules.IsConstructible(type)),
        _ => false,
    };
}
