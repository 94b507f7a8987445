using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tributary.Roslyn;

namespace Tributary.Generators.Sync;

/// <summary>
/// Finds the calls of <c>Flow.Updates.On</c> and <c>OnNew</c> in an adapter. This runs for each adapter on each edit, so it binds as
/// little as it can: a written type argument or parameter type needs no method body to be bound.
/// </summary>
internal static class UpdateCallFinder
{
    public static EquatableArray<ReceivedEntity> Find(INamedTypeSymbol adapter, SemanticModel model, CancellationToken cancellationToken)
    {
        var found = new SortedDictionary<string, (bool On, bool OnNew)>(StringComparer.Ordinal);
        foreach (var reference in adapter.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(cancellationToken) is not TypeDeclarationSyntax declaration)
                continue;
            var own = declaration.SyntaxTree == model.SyntaxTree ? model : model.Compilation.GetSemanticModel(declaration.SyntaxTree);
            Find(declaration, own, found, cancellationToken);
        }

        var received = new List<ReceivedEntity>(found.Count);
        foreach (var pair in found)
            received.Add(new(pair.Key, pair.Value.On, pair.Value.OnNew));
        return received.ToEquatableArray();
    }

    private static void Find(
        TypeDeclarationSyntax declaration, SemanticModel model, SortedDictionary<string, (bool On, bool OnNew)> found, CancellationToken cancellationToken)
    {
        foreach (var node in declaration.DescendantNodes())
        {
            if (node is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call
                || access.Name.Identifier.ValueText is not ("On" or "OnNew"))
            {
                continue;
            }

            cancellationToken.ThrowIfCancellationRequested();
            if (EntityReference.NameOf(EntityOf(call, access, declaration, model, cancellationToken)) is not { } entity)
                continue;
            found.TryGetValue(entity, out var kinds);
            found[entity] = access.Name.Identifier.ValueText == "On" ? (true, kinds.OnNew) : (kinds.On, true);
        }
    }

    private static ITypeSymbol? EntityOf(
        InvocationExpressionSyntax call,
        MemberAccessExpressionSyntax access,
        TypeDeclarationSyntax declaration,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        // The adapter's own Flow property does not exist yet while its generator runs, so the receiver is known by how it is written.
        if (IsFlowUpdates(access.Expression) && WrittenType(call, access) is { } written)
            return model.GetSpeculativeTypeInfo(declaration.OpenBraceToken.Span.End, written, SpeculativeBindingOption.BindAsTypeOrNamespace).Type;

        var info = model.GetSymbolInfo(call, cancellationToken);
        return (info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) is IMethodSymbol { TypeArguments.Length: 1 } method
            && method.ContainingType.HasMetadataName(WellKnownNames.AdapterUpdates)
            ? method.TypeArguments[0]
            : null;
    }

    private static bool IsFlowUpdates(ExpressionSyntax receiver) => receiver is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Updates" } updates
        && updates.Expression switch
        {
            IdentifierNameSyntax name => name.Identifier.ValueText == "Flow",
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText == "Flow",
            _ => false,
        };

    private static TypeSyntax? WrittenType(InvocationExpressionSyntax call, MemberAccessExpressionSyntax access)
    {
        if (access.Name is GenericNameSyntax { TypeArgumentList.Arguments.Count: 1 } generic)
            return generic.TypeArgumentList.Arguments[0];
        return call.ArgumentList.Arguments.FirstOrDefault()?.Expression switch
        {
            ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters: { Count: > 0 } parameters } => parameters[0].Type,
            AnonymousMethodExpressionSyntax { ParameterList.Parameters: { Count: > 0 } parameters } => parameters[0].Type,
            _ => null,
        };
    }
}
