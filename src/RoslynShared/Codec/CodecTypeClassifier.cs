using Microsoft.CodeAnalysis;

namespace Tributary.Roslyn.Codec;

/// <summary>Finds the codec of each type that a member has, and queues the types for which one must be generated.</summary>
internal sealed class CodecTypeClassifier(Compilation compilation, CancellationToken cancellationToken)
{
    private static readonly EquatableArray<CodecTypeRef> s_none = EquatableArray<CodecTypeRef>.Empty;

    private readonly Queue<Work> _work = new();
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<INamedTypeSymbol, CodecPlan> _plans = new(SymbolEqualityComparer.IncludeNullability);

    /// <summary>A type whose shape is still to be read.</summary>
    /// <param name="Type">The type.</param>
    /// <param name="IsExact">Whether a base class is meant as itself, without the types derived from it.</param>
    public readonly record struct Work(INamedTypeSymbol Type, bool IsExact);

    /// <summary>Takes the next queued type.</summary>
    public bool TryTake(out Work work)
    {
        work = _work.Count > 0 ? _work.Dequeue() : default;
        return work.Type is not null;
    }

    /// <summary>The plan of a class or a struct.</summary>
    public CodecPlan PlanOf(INamedTypeSymbol type)
    {
        type = Plain(type);
        if (!_plans.TryGetValue(type, out var plan))
            _plans.Add(type, plan = CodecPlan.Of(type, compilation, cancellationToken));
        return plan;
    }

    /// <summary>Takes over a plan that was made already.</summary>
    public void Use(CodecPlan plan) => _plans.Add(Plain(plan.Type), plan);

    /// <summary>Queues a concrete type as itself and returns the full name of its codec.</summary>
    public string EnqueueExact(INamedTypeSymbol type) => Enqueue(type, isExact: CodecTypeRules.IsPolymorphic(type));

    /// <summary>Why a concrete type has no codec of its own; null when it has.</summary>
    public string? WhyNotExact(INamedTypeSymbol type)
        => CodecTypeRules.WhyNever(type) ?? CodecTypeRules.WhyNot(type, compilation) ?? WhyNotConstructed(type);

    /// <summary>The codec of a type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="reason">Why there is none.</param>
    public CodecTypeRef? Classify(ITypeSymbol type, out string? reason)
    {
        reason = null;
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
            return Classify(nullable.TypeArguments[0], out reason) is { } value ? value with { IsNullable = true } : null;

        var isNullable = !type.IsValueType && type.NullableAnnotation != NullableAnnotation.NotAnnotated;
        if (KnownCodecTypes.ScalarOf(type) is { } scalar)
            return new(CodecKind.Scalar, CodecNames.KeyOf(type), scalar, type.IsValueType, isNullable, s_none);
        reason = CodecTypeRules.WhyNever(type);
        if (reason is not null)
            return null;
        if (type is IArrayTypeSymbol array)
            return Collection(CodecKind.Array, type, isNullable, out reason, array.ElementType);
        if (type is not INamedTypeSymbol named)
        {
            reason = "has a type that the codec does not know";
            return null;
        }

        if (KnownCodecTypes.CollectionOf(named) is { } kind)
            return Collection(kind, type, isNullable, out reason, [.. named.TypeArguments]);
        reason = WhyNotGenerated(named);
        return reason is null
            ? new(named.TypeKind == TypeKind.Enum ? CodecKind.Enum : CodecKind.Generated, CodecNames.KeyOf(named), Enqueue(named, false), type.IsValueType, isNullable, s_none)
            : null;
    }

    private CodecTypeRef? Collection(CodecKind kind, ITypeSymbol type, bool isNullable, out string? reason, params ITypeSymbol[] elements)
    {
        reason = null;
        var arguments = new CodecTypeRef[elements.Length];
        for (var i = 0; i < elements.Length; i++)
        {
            if (Classify(elements[i], out reason) is not { } element)
                return null;
            arguments[i] = element;
        }

        if (kind == CodecKind.Dictionary && !(arguments[0] is { Kind: CodecKind.Enum } || arguments[0] is { Kind: CodecKind.Scalar } key && KnownCodecTypes.CanBeKey(key.Codec)))
        {
            reason = "is a dictionary whose keys are neither strings, integers, Guids nor enumerations";
            return null;
        }

        return new(kind, CodecNames.KeyOf(type), "", type.IsValueType, isNullable, arguments.ToEquatableArray());
    }

    private string? WhyNotGenerated(INamedTypeSymbol type)
    {
        if (type.IsTupleType)
        {
            foreach (var element in type.TupleElements)
            {
                if (Classify(element.Type, out var reason) is null)
                    return reason;
            }

            return null;
        }

        if (type.TypeKind == TypeKind.Enum)
            return compilation.IsSymbolAccessibleWithin(type, compilation.Assembly) ? null : $"has the type {type.Name}, which generated code in the assembly cannot reach";
        return CodecTypeRules.WhyNot(type, compilation) ?? (CodecTypeRules.IsPolymorphic(type) ? null : WhyNotConstructed(type));
    }

    private string? WhyNotConstructed(INamedTypeSymbol type)
        => type.IsAbstract || PlanOf(type).Constructor is not null
            ? null
            : $"has the type {type.Name}, which has neither a parameterless constructor nor one whose parameters are all members";

    private string Enqueue(INamedTypeSymbol type, bool isExact)
    {
        var plain = Plain(type);
        var name = CodecNames.FullNameOf(plain, isExact);
        if (_seen.Add(name))
            _work.Enqueue(new(plain, isExact));
        return name;
    }

    // Whether the one who speaks of a type allows null makes no other type of it.
    private static INamedTypeSymbol Plain(INamedTypeSymbol type) => (INamedTypeSymbol)type.WithNullableAnnotation(NullableAnnotation.NotAnnotated);
}
