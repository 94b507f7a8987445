using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Tributary.Roslyn;

namespace Tributary.Generators.Infrastructure;

/// <summary>Reads the models of the declarations with one attribute.</summary>
/// <param name="attribute">The metadata name of the attribute.</param>
/// <param name="bit">The bit of the attribute.</param>
/// <param name="read">Reads a model, or null.</param>
/// <param name="isLasting">Whether a model depends on its own file and on the declarations of the project alone; null when each does.</param>
internal sealed class AnnotationReader<T>(string attribute, ulong bit, Func<Annotation, CancellationToken, T?> read, Func<Annotation, bool>? isLasting)
    where T : class
{
    private readonly ModelMemo<T> _memo = new();

    /// <summary>The bit of the attribute.</summary>
    public ulong Bit => bit;

    /// <summary>The models of a file, in its order.</summary>
    public ImmutableArray<T> Read(AnnotatedFile file, Compilation compilation, CancellationToken cancellationToken)
    {
        var declarations = Declarations.Of(compilation, cancellationToken);
        var models = ImmutableArray.CreateBuilder<T>(file.Declarations.Length);
        SemanticModel? meaning = null;
        foreach (var declaration in file.Declarations)
        {
            if ((declaration.Attributes & bit) == 0)
                continue;
            cancellationToken.ThrowIfCancellationRequested();
            if (!_memo.TryGet(declaration.Node, declarations, out var model))
                model = Read(declaration.Node, meaning ??= compilation.GetSemanticModel(file.Tree), declarations, cancellationToken);
            if (model is not null)
                models.Add(model);
        }

        return models.ToImmutable();
    }

    private T? Read(SyntaxNode node, SemanticModel meaning, Declarations declarations, CancellationToken cancellationToken)
    {
        T? model = null;
        var lasts = true;
        if (meaning.GetDeclaredSymbol(node, cancellationToken) is { } symbol && Find(symbol, node) is { } found)
        {
            var annotation = new Annotation(node, symbol, found, meaning);
            model = read(annotation, cancellationToken);
            lasts = isLasting?.Invoke(annotation) != false;
        }

        if (lasts)
            _memo.Keep(node, declarations, model);
        return model;
    }

    // The attributes of a partial type are those of all its parts.
    private AttributeData? Find(ISymbol symbol, SyntaxNode node)
    {
        foreach (var data in symbol.GetAttributes())
        {
            if (data.ApplicationSyntaxReference is { } reference
                && reference.SyntaxTree == node.SyntaxTree
                && node.Span.Contains(reference.Span)
                && data.AttributeClass.HasMetadataName(attribute))
            {
                return data;
            }
        }

        return null;
    }
}
