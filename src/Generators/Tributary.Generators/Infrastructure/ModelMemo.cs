using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Tributary.Generators.Infrastructure;

/// <summary>
/// Keeps what was read from an annotated type for as long as its file is the same and the project declares the same. The transform of a
/// provider runs for every match after every edit, and its symbols are new each time: without this, each keystroke would bind all of them.
/// </summary>
/// <remarks>Holds models by their syntax, weakly. Safe for use by several threads: the same is read twice at worst.</remarks>
/// <typeparam name="T">The model: equal by value, without symbols and syntax.</typeparam>
internal sealed class ModelMemo<T>
{
    private readonly ConditionalWeakTable<SyntaxNode, Entry> _entries = new();

    /// <summary>The model of a match: the one that was read before, if it still holds, else a new one.</summary>
    /// <param name="context">The match.</param>
    /// <param name="read">
    /// Reads the model from the declarations of the project and from the matched node. It must not depend on the bodies of members elsewhere.
    /// </param>
    /// <param name="cancellationToken">Cancels the run.</param>
    public T Of(GeneratorAttributeSyntaxContext context, Func<GeneratorAttributeSyntaxContext, CancellationToken, T> read, CancellationToken cancellationToken)
    {
        var declarations = Declarations.Of(context.SemanticModel.Compilation, cancellationToken);
        if (_entries.TryGetValue(context.TargetNode, out var entry) && ReferenceEquals(entry.Declarations, declarations))
            return entry.Model;
        var model = read(context, cancellationToken);
        lock (_entries)
        {
            _entries.Remove(context.TargetNode);
            _entries.Add(context.TargetNode, new(declarations, model));
        }

        return model;
    }

    private sealed class Entry(Declarations declarations, T model)
    {
        public Declarations Declarations { get; } = declarations;

        public T Model { get; } = model;
    }
}
