using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Tributary.Roslyn;

namespace Tributary.Generators.Infrastructure;

/// <summary>
/// Finds annotated declarations and reads models from them. It looks through each file once for all attributes, where
/// <c>ForAttributeWithMetadataName</c> does so once for each; and a model that still holds is handed on before anything is bound, where
/// that binds every annotated declaration after every edit.
/// </summary>
internal sealed class AnnotationFinder
{
    private readonly IncrementalGeneratorInitializationContext _context;
    private readonly AttributeNames _attributes;
    private readonly IncrementalValuesProvider<AnnotatedFile> _files;

    /// <summary>Starts to look.</summary>
    /// <param name="context">The generator.</param>
    /// <param name="attributes">The metadata names of all attributes that <see cref="For"/> is asked for.</param>
    public AnnotationFinder(IncrementalGeneratorInitializationContext context, ImmutableArray<string> attributes)
    {
        var names = new AttributeNames(attributes);
        var trees = context.CompilationProvider.SelectMany(static (compilation, _) => compilation.SyntaxTrees);
        var aliases = trees.SelectMany(AnnotationScanner.FindGlobalAliases)
            .Collect()
            .Select(static (names, _) => names.Distinct().OrderBy(static name => name, StringComparer.Ordinal).ToEquatableArray());
        _context = context;
        _attributes = names;
        _files = trees.Combine(aliases).SelectMany((pair, cancellationToken) => AnnotationScanner.Scan(pair.Left, pair.Right, names, cancellationToken));
    }

    /// <summary>The models of all declarations with an attribute, in the order of the files.</summary>
    /// <typeparam name="T">The model: equal by value, without symbols and syntax.</typeparam>
    /// <param name="attribute">The metadata name of the attribute.</param>
    /// <param name="read">
    /// Reads a model, or null where nothing is to be generated, from the declarations of the project and from the annotated one's own file.
    /// </param>
    /// <param name="isLasting">
    /// Whether the model depends on nothing else; without it, each does. A model that depends on the bodies of members elsewhere is read
    /// again after every edit.
    /// </param>
    public IncrementalValuesProvider<T> For<T>(string attribute, Func<Annotation, CancellationToken, T?> read, Func<Annotation, bool>? isLasting = null)
        where T : class
    {
        var reader = new AnnotationReader<T>(attribute, _attributes.BitOf(attribute), read, isLasting);
        return _files.Where(file => (file.Attributes & reader.Bit) != 0)
            .Combine(_context.CompilationProvider)
            .SelectMany((pair, cancellationToken) => reader.Read(pair.Left, pair.Right, cancellationToken));
    }
}
