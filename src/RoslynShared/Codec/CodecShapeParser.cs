using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Tributary.Roslyn.Codec;

/// <summary>
/// Reads the shapes of a type and of every type it reaches, and finds what keeps a member out. One instance serves one root; the shapes
/// it returns hold no symbol.
/// </summary>
internal sealed class CodecShapeParser
{
    private const int MaxMembers = 256;

    private readonly CancellationToken _cancellationToken;
    private readonly CodecTypeClassifier _classifier;
    private readonly List<CodecShape> _shapes = [];
    private readonly List<CodecProblem> _problems = [];

    private CodecShapeParser(Compilation compilation, CancellationToken cancellationToken)
    {
        _cancellationToken = cancellationToken;
        _classifier = new(compilation, cancellationToken);
    }

    /// <summary>The shapes of a root and of all it reaches, the root first. Members that cannot take part are left out.</summary>
    public static EquatableArray<CodecShape> Parse(INamedTypeSymbol root, Compilation compilation, CancellationToken cancellationToken)
    {
        var parser = new CodecShapeParser(compilation, cancellationToken);
        parser.Run(root);
        return CodecRecursion.Mark(parser._shapes).ToEquatableArray();
    }

    /// <summary>The shapes of a root whose plan was made already, and of all it reaches.</summary>
    public static EquatableArray<CodecShape> Parse(CodecPlan root, Compilation compilation, CancellationToken cancellationToken)
    {
        var parser = new CodecShapeParser(compilation, cancellationToken);
        parser._classifier.Use(root);
        parser.Run(root.Type);
        return CodecRecursion.Mark(parser._shapes).ToEquatableArray();
    }

    /// <summary>The shapes of all that several roots reach; a root that can have no codec reaches nothing.</summary>
    public static EquatableArray<CodecShape> Parse(IEnumerable<ITypeSymbol> roots, Compilation compilation, CancellationToken cancellationToken)
    {
        var parser = new CodecShapeParser(compilation, cancellationToken);
        foreach (var root in roots)
            parser.Run(root);
        return CodecRecursion.Mark(parser._shapes).ToEquatableArray();
    }

    /// <summary>
    /// What keeps members of a root, and of all it reaches, out of the codec: the member, or the root itself when it can have no codec.
    /// </summary>
    public static IReadOnlyList<CodecProblem> FindProblems(ITypeSymbol root, Compilation compilation, CancellationToken cancellationToken)
    {
        var parser = new CodecShapeParser(compilation, cancellationToken);
        parser.Run(root);
        return parser._problems;
    }

    private void Run(ITypeSymbol root)
    {
        if (_classifier.Classify(root, out var reason) is null)
        {
            _problems.Add(new(root, reason!));
            return;
        }

        while (_classifier.TryTake(out var work))
        {
            _cancellationToken.ThrowIfCancellationRequested();
            if (work.Type.TypeKind == TypeKind.Enum)
                _shapes.Add(Enumeration(work.Type));
            else if (work.Type.IsTupleType)
                AddTuple(work.Type);
            else if (work.IsExact || !CodecTypeRules.IsPolymorphic(work.Type))
                _shapes.Add(Object(_classifier.PlanOf(work.Type), work.IsExact));
            else
                _shapes.Add(Polymorphic(work.Type));
        }
    }

    private ObjectShape Object(CodecPlan plan, bool isExact)
    {
        var type = plan.Type;
        _problems.AddRange(plan.Problems);
        var members = new List<CodecMember>();
        var wireNames = new HashSet<string>(StringComparer.Ordinal);
        var isSettable = type.TypeKind == TypeKind.Class && plan.Constructor is { Parameters.Length: 0 };
        for (var ordinal = 0; ordinal < plan.Members.Count; ordinal++)
        {
            var planned = plan.Members[ordinal];
            isSettable &= planned.Access is CodecAccess.Set or CodecAccess.Fill;
            var wireName = WireNames.Of(planned.Symbol);
            if (CodecPlan.IsForbidden(planned.Symbol))
                _problems.Add(new(planned.Symbol, "is obsolete as an error, so that generated code cannot use it"));
            else if (_classifier.Classify(planned.Type, out var reason) is not { } member)
                _problems.Add(new(planned.Symbol, reason!));
            else if (wireName == "$type" || !IsWellFormed(wireName))
                _problems.Add(new(planned.Symbol, $"has the wire name \"{wireName}\", which is reserved or no valid text", IsWireName: true));
            else if (!wireNames.Add(wireName))
                _problems.Add(new(planned.Symbol, $"has the wire name \"{wireName}\", which another member of {type.Name} has already", IsWireName: true));
            else if (ordinal >= MaxMembers)
                _problems.Add(new(planned.Symbol, $"is beyond the {MaxMembers} members that a type can have"));
            else
                members.Add(Member(plan, planned, wireName, ordinal, member));
        }

        return new(CodecNames.KeyOf(type), CodecNames.NamespaceOf(type), CodecNames.ClassOf(type, isExact), CodecNames.HintOf(type, isExact),
            type.IsValueType, IsRecursive: false, isSettable,
            members.ToEquatableArray(), plan.UnknownMembers?.Name, plan.UnknownMembers is { SetMethod: { IsInitOnly: false, DeclaredAccessibility: Accessibility.Public } });
    }

    private static CodecMember Member(CodecPlan plan, PlannedMember planned, string wireName, int ordinal, CodecTypeRef type)
    {
        var index = plan.ParameterOf(planned.Symbol);
        var parameter = index < 0 ? null : plan.Constructor!.Parameters[index];
        var isRequired = planned.IsRequired || (parameter is { HasExplicitDefaultValue: false } && !type.IsNullable);
        var initial = parameter is { HasExplicitDefaultValue: true } ? Literal(parameter) : null;
        return new(planned.Symbol.Name, wireName, ordinal, type, planned.Access, isRequired, planned.IsRequired, index, initial);
    }

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && (!char.IsHighSurrogate(text[i]) || ++i == text.Length || !char.IsLowSurrogate(text[i])))
                return false;
        }

        return true;
    }

    /// <summary>The default value that a parameter has, as C# text.</summary>
    public static string Literal(IParameterSymbol parameter)
    {
        var value = parameter.ExplicitDefaultValue;
        if (value is null)
            return "default";
        var type = parameter.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : parameter.Type;
        return value switch
        {
            float.NaN => "float.NaN",
            float.PositiveInfinity => "float.PositiveInfinity",
            float.NegativeInfinity => "float.NegativeInfinity",
            double.NaN => "double.NaN",
            double.PositiveInfinity => "double.PositiveInfinity",
            double.NegativeInfinity => "double.NegativeInfinity",
            float or double or decimal or bool or string or char when type.TypeKind != TypeKind.Enum =>
                SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false) + (value is float ? "f" : value is decimal ? "m" : ""),
            _ => "(" + CodecNames.KeyOf(type) + ")(" + SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false) + ")",
        };
    }

    private void AddTuple(INamedTypeSymbol type)
    {
        var elements = new List<CodecTypeRef>();
        foreach (var element in type.TupleElements)
            elements.Add(_classifier.Classify(element.Type, out _)!);
        _shapes.Add(new TupleShape(CodecNames.KeyOf(type), CodecNames.NamespaceOf(type), CodecNames.ClassOf(type), CodecNames.HintOf(type), elements.ToEquatableArray()));
    }

    private PolymorphicShape Polymorphic(INamedTypeSymbol type)
    {
        var derived = new List<CodecDerivedType>();
        var discriminators = new HashSet<string>(StringComparer.Ordinal);
        var listsItself = false;
        foreach (var attribute in type.GetAttributes())
        {
            if (!attribute.AttributeClass.HasMetadataName(WellKnownNames.CodecDerivedAttribute)
                || attribute.ConstructorArguments.Length != 2
                || attribute.ConstructorArguments[0].Value is not INamedTypeSymbol concrete
                || attribute.ConstructorArguments[1].Value is not string discriminator)
                continue;
            var reason = CodecHierarchy.WhyNotDerived(type, concrete) ?? _classifier.WhyNotExact(concrete);
            if (reason is null && !discriminators.Add(discriminator))
                reason = $"uses the discriminator \"{discriminator}\" twice";
            if (reason is not null)
            {
                _problems.Add(new(type, reason));
                continue;
            }

            listsItself |= SymbolEqualityComparer.Default.Equals(concrete, type);
            derived.Add(new(CodecNames.KeyOf(concrete), _classifier.EnqueueExact(concrete), discriminator));
        }

        var exact = type.IsAbstract || listsItself || _classifier.WhyNotExact(type) is not null ? null : _classifier.EnqueueExact(type);
        return new(CodecNames.KeyOf(type), CodecNames.NamespaceOf(type), CodecNames.ClassOf(type), CodecNames.HintOf(type), exact, derived.ToEquatableArray());
    }

    private static EnumShape Enumeration(INamedTypeSymbol type)
    {
        var values = new List<CodecEnumValue>();
        foreach (var member in type.GetMembers())
        {
            if (member is IFieldSymbol { HasConstantValue: true } && !CodecPlan.IsForbidden(member))
                values.Add(new(member.Name, member.FindAttribute(WellKnownNames.WireNameAttribute) is null ? member.Name : WireNames.Of(member)));
        }

        var isSigned = type.EnumUnderlyingType!.SpecialType is SpecialType.System_SByte or SpecialType.System_Int16 or SpecialType.System_Int32 or SpecialType.System_Int64;
        return new(CodecNames.KeyOf(type), CodecNames.NamespaceOf(type), CodecNames.ClassOf(type), CodecNames.HintOf(type),
            type.FindAttribute("System.FlagsAttribute") is not null, isSigned, values.ToEquatableArray());
    }
}
