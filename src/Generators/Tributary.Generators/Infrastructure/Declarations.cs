using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Tributary.Generators.Infrastructure;

/// <summary>
/// Stands for what a project declares. Compilations that differ inside the bodies of members alone share one instance, so that what was
/// read from the symbols of the one holds for the other. Most keystrokes are of that kind, and binding the symbols of all annotated
/// types again is by far the greatest cost of a run.
/// </summary>
/// <remarks>
/// An instance holds syntax trees and references, but no compilation of its own project, and all tables are weak: nothing lives longer
/// than the trees of the project. A comparison that is in doubt says that the declarations differ. Safe for use by several threads.
/// </remarks>
internal sealed class Declarations
{
    private static readonly ConditionalWeakTable<Compilation, Declarations> s_byCompilation = new();
    private static readonly ConditionalWeakTable<SyntaxTree, Declarations> s_byTree = new();
    private static readonly object s_lock = new();

    private readonly string? _assembly;
    private readonly CompilationOptions _options;
    private readonly ImmutableArray<MetadataReference> _references;
    private ImmutableArray<SyntaxTree> _trees;

    private Declarations(Compilation compilation, ImmutableArray<SyntaxTree> trees)
    {
        _assembly = compilation.AssemblyName;
        _options = compilation.Options;
        _references = compilation.ExternalReferences;
        _trees = trees;
    }

    /// <summary>What a compilation declares.</summary>
    public static Declarations Of(Compilation compilation, CancellationToken cancellationToken)
    {
        if (s_byCompilation.TryGetValue(compilation, out var known))
            return known;
        lock (s_lock)
        {
            if (s_byCompilation.TryGetValue(compilation, out known))
                return known;
            var trees = ((CSharpCompilation)compilation).SyntaxTrees;
            var declarations = FindEarlier(trees) is { } earlier && earlier.Covers(compilation, trees, cancellationToken) ? earlier : new(compilation, trees);
            // The next edit is compared with this state, so that it finds one changed tree only and the replaced tree can go.
            declarations._trees = trees;
            Remember(trees, declarations);
            s_byCompilation.Add(compilation, declarations);
            return declarations;
        }
    }

    // An edit changes one file as a rule, so that of the first and the last tree at least one leads to the state before.
    private static Declarations? FindEarlier(ImmutableArray<SyntaxTree> trees)
        => !trees.IsEmpty && (s_byTree.TryGetValue(trees[0], out var earlier) || s_byTree.TryGetValue(trees[trees.Length - 1], out earlier)) ? earlier : null;

    private static void Remember(ImmutableArray<SyntaxTree> trees, Declarations declarations)
    {
        if (trees.IsEmpty)
            return;
        Remember(trees[0], declarations);
        Remember(trees[trees.Length - 1], declarations);
    }

    private static void Remember(SyntaxTree tree, Declarations declarations)
    {
        s_byTree.Remove(tree);
        s_byTree.Add(tree, declarations);
    }

    private bool Covers(Compilation compilation, ImmutableArray<SyntaxTree> trees, CancellationToken cancellationToken)
    {
        if (compilation.AssemblyName != _assembly || !compilation.Options.Equals(_options) || !AreSame(compilation.ExternalReferences, _references) || trees.Length != _trees.Length)
            return false;
        for (var i = 0; i < trees.Length; i++)
        {
            if (!ReferenceEquals(trees[i], _trees[i]) && !DeclarationComparer.DeclareTheSame(_trees[i], trees[i], cancellationToken))
                return false;
        }

        return true;
    }

    private static bool AreSame(ImmutableArray<MetadataReference> left, ImmutableArray<MetadataReference> right)
    {
        if (left == right)
            return true;
        if (left.Length != right.Length)
            return false;
        for (var i = 0; i < left.Length; i++)
        {
            if (!ReferenceEquals(left[i], right[i]))
                return false;
        }

        return true;
    }
}
