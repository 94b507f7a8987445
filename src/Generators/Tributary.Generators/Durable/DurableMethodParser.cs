using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Tributary.Generators.Infrastructure;
using Tributary.Roslyn;
using Tributary.Roslyn.Codec;
using Tributary.Roslyn.Rules;

namespace Tributary.Generators.Durable;

/// <summary>Reads what activities and orchestrations have in common.</summary>
internal static class DurableMethodParser
{
    /// <summary>Reads a method without a mistake; null when its signature cannot be written again, as in code that is being typed.</summary>
    public static DurableMethod? Parse(IMethodSymbol method, Annotation annotation, string name, DurableSignature signature, CancellationToken cancellationToken)
    {
        if (!HasNames(method) || !CanBeWritten(signature))
            return null;
        return new(
            TypeShapeParser.Parse(method.ContainingType, cancellationToken),
            method.Name,
            name,
            IsDocumented(annotation.Node) ? method.GetDocumentationCommentId() : null,
            ObsoleteOf(method),
            IsPublic(method, signature),
            Payload(signature, new(annotation.Compilation, cancellationToken)));
    }

    /// <summary>The shapes of all that travels to a method and back.</summary>
    public static EquatableArray<CodecShape> Codecs(DurableSignature signature, Compilation compilation, CancellationToken cancellationToken)
        => CodecShapeParser.Parse(new[] { signature.Input, signature.Result }.OfType<ITypeSymbol>(), compilation, cancellationToken);

    private static DurablePayload Payload(DurableSignature signature, CodecTypeClassifier classifier)
    {
        var input = signature.Input is { } inputType ? classifier.Classify(inputType, out _) : null;
        var result = signature.Result is { } resultType ? classifier.Classify(resultType, out _) : null;
        return new(
            Parameters(signature, classifier).ToEquatableArray(),
            input,
            signature.Result is null ? null : TypeNameOf(signature.Result, classifier),
            result,
            (input is null) == (signature.Input is null) && (result is null) == (signature.Result is null));
    }

    private static DurableParameter[] Parameters(DurableSignature signature, CodecTypeClassifier classifier)
    {
        var parameters = new DurableParameter[signature.Inputs.Length];
        var canDefault = true;
        for (var i = parameters.Length - 1; i >= 0; i--)
        {
            // Behind a parameter without a default value none can follow that has one.
            var value = canDefault ? ConstantText.DefaultOf(signature.Inputs[i]) : null;
            canDefault = value is not null;
            parameters[i] = new(signature.Inputs[i].Name, TypeNameOf(signature.Inputs[i].Type, classifier), value);
        }

        return parameters;
    }

    private static string TypeNameOf(ITypeSymbol type, CodecTypeClassifier classifier)
        => classifier.Classify(type, out _)?.Display ?? type.ToDisplayString(CodecNames.TypeFormat);

    // Code outside of any type lies in one with a name that cannot be written.
    private static bool HasNames(IMethodSymbol method)
    {
        for (ISymbol symbol = method; symbol is not null and not INamespaceSymbol; symbol = symbol.ContainingSymbol)
        {
            if (!SyntaxFacts.IsValidIdentifier(symbol.Name))
                return false;
        }

        return true;
    }

    private static bool CanBeWritten(DurableSignature signature)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var parameter in signature.Inputs)
        {
            if (parameter.Name.Length == 0 || !names.Add(parameter.Name) || !TypeRules.CanBeNamed(parameter.Type))
                return false;
        }

        return signature.Result is null || (TypeRules.CanBeNamed(signature.Result) && !signature.Result.IsRefLikeType);
    }

    // A build that writes no documentation file takes documentation for ordinary comments.
    private static bool IsDocumented(SyntaxNode node)
    {
        foreach (var trivia in node.GetLeadingTrivia())
        {
            if (trivia.HasStructure ? !trivia.IsDirective : trivia.ToString() is var text && (text.StartsWith("///", StringComparison.Ordinal) || text.StartsWith("/**", StringComparison.Ordinal)))
                return true;
        }

        return false;
    }

    private static string? ObsoleteOf(IMethodSymbol method)
        => method.FindAttribute("System.ObsoleteAttribute") is { } obsolete ? obsolete.ConstructorArguments.FirstOrDefault().Value as string ?? "" : null;

    private static bool IsPublic(IMethodSymbol method, DurableSignature signature)
        => method.DeclaredAccessibility == Accessibility.Public
            && TypeRules.IsPublic(method.ContainingType)
            && signature.Inputs.All(static parameter => TypeRules.IsPublic(parameter.Type))
            && (signature.Result is null || TypeRules.IsPublic(signature.Result));
}
