using Microsoft.CodeAnalysis;

namespace Tributary.Roslyn.Codec;

/// <summary>How an object is built from its members: which members take part, and by which constructor. Speaks of symbols; lives within one parse.</summary>
internal sealed class CodecPlan
{
    private CodecPlan(INamedTypeSymbol type) => Type = type;

    public INamedTypeSymbol Type { get; }

    /// <summary>The members in the order of their ordinals.</summary>
    public List<PlannedMember> Members { get; } = [];

    /// <summary>The members that cannot take part.</summary>
    public List<CodecProblem> Problems { get; } = [];

    /// <summary>The constructor to call; null if there is none.</summary>
    public IMethodSymbol? Constructor { get; private set; }

    /// <summary>The member that keeps unknown members.</summary>
    public IPropertySymbol? UnknownMembers { get; private set; }

    /// <summary>Makes the plan of a class or a struct.</summary>
    public static CodecPlan Of(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
    {
        var plan = new CodecPlan(type);
        foreach (var property in MemberRule.Select(type, cancellationToken))
            plan.Members.Add(new(property, property.Type, property.SetMethod!.IsInitOnly ? CodecAccess.Init : CodecAccess.Set, property.IsRequired));

        var isEntity = MemberRule.IsEntity(type);
        var others = new List<ISymbol>();
        plan.AddOthers(type, others);
        plan.ChooseConstructor(others, compilation);
        foreach (var other in others)
            plan.Take(other, isEntity);
        return plan;
    }

    /// <summary>The index of the chosen constructor's parameter for a member, or -1.</summary>
    public int ParameterOf(ISymbol member) => Constructor is null ? -1 : ParameterOf(Constructor, member);

    // What the member rule leaves aside: public fields, and properties without a public setter.
    private void AddOthers(INamedTypeSymbol type, List<ISymbol> others)
    {
        if (type.BaseType is { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType) } parent)
            AddOthers(parent, others);
        foreach (var member in MemberRule.InOrder(type))
        {
            if (member is IPropertySymbol unknown && unknown.FindAttribute(WellKnownNames.UnknownMembersAttribute) is not null)
                TakeUnknown(unknown);
            else if (IsOther(member) && member.FindAttribute(WellKnownNames.CodecIgnoreAttribute) is null && !Members.Exists(m => m.Symbol.Name == member.Name))
                Replace(others, member);
        }
    }

    private static bool IsOther(ISymbol member) => member is { IsStatic: false, DeclaredAccessibility: Accessibility.Public } && member switch
    {
        IPropertySymbol property => property is { IsIndexer: false, GetMethod.DeclaredAccessibility: Accessibility.Public } && !MemberRule.IsSettable(property),
        IFieldSymbol field => field is { IsConst: false, IsImplicitlyDeclared: false },
        _ => false,
    };

    private static void Replace(List<ISymbol> members, ISymbol member)
    {
        var hidden = members.FindIndex(m => m.Name == member.Name);
        if (hidden >= 0)
            members[hidden] = member;
        else
            members.Add(member);
    }

    private void TakeUnknown(IPropertySymbol property)
    {
        if (property.Type is INamedTypeSymbol { MetadataName: "Dictionary`2" or "IDictionary`2" } type
            && type.TypeArguments[0].SpecialType == SpecialType.System_String
            && KnownCodecTypes.ScalarOf(type.TypeArguments[1]) == "JsonElement"
            && property is { IsStatic: false, DeclaredAccessibility: Accessibility.Public, GetMethod: not null })
            UnknownMembers = property;
        else
            Problems.Add(new(property, "is marked [UnknownMembers] but is no public Dictionary<string, JsonElement>"));
    }

    private void ChooseConstructor(List<ISymbol> others, Compilation compilation)
    {
        IMethodSymbol? parameterless = null, fullest = null;
        foreach (var constructor in Type.InstanceConstructors)
        {
            if (!compilation.IsSymbolAccessibleWithin(constructor, compilation.Assembly))
                continue;
            if (constructor.Parameters.Length == 0)
                parameterless = constructor;
            else if (constructor.Parameters.Length > (fullest?.Parameters.Length ?? 0) && MatchesAll(constructor, others))
                fullest = constructor;
        }

        var needsFullest = parameterless is null || (Type.IsRecord && Type.IsValueType);
        for (var i = 0; i < others.Count && !needsFullest && fullest is not null; i++)
            needsFullest = ParameterOf(fullest, others[i]) >= 0;
        Constructor = needsFullest && fullest is not null ? fullest : parameterless;
    }

    private bool MatchesAll(IMethodSymbol constructor, List<ISymbol> others)
    {
        foreach (var parameter in constructor.Parameters)
        {
            if (parameter.RefKind is not (RefKind.None or RefKind.In))
                return false;
            if (!Members.Exists(m => Matches(parameter, m.Symbol)) && !others.Exists(m => Matches(parameter, m)))
                return false;
        }

        return true;
    }

    private static int ParameterOf(IMethodSymbol constructor, ISymbol member)
    {
        foreach (var parameter in constructor.Parameters)
        {
            if (Matches(parameter, member))
                return parameter.Ordinal;
        }

        return -1;
    }

    private static bool Matches(IParameterSymbol parameter, ISymbol member)
        => string.Equals(parameter.Name, member.Name, StringComparison.OrdinalIgnoreCase)
            && SymbolEqualityComparer.Default.Equals(parameter.Type, TypeOf(member));

    private static ITypeSymbol TypeOf(ISymbol member) => member is IPropertySymbol property ? property.Type : ((IFieldSymbol)member).Type;

    /// <summary>Whether the compiler refuses every use of a member.</summary>
    public static bool IsForbidden(ISymbol member)
        => member.FindAttribute("System.ObsoleteAttribute") is { ConstructorArguments: { Length: 2 } arguments } && arguments[1].Value is true;

    private void Take(ISymbol member, bool isEntity)
    {
        var type = TypeOf(member);
        if (isEntity)
        {
            if (member is IFieldSymbol || HasBackingField(member))
                Problems.Add(new(member, "has no public setter, which every field of an entity needs"));
        }
        else if (member is IFieldSymbol { IsReadOnly: false } field)
            Members.Add(new(member, type, CodecAccess.Set, field.IsRequired));
        else if (ParameterOf(member) >= 0)
            Members.Add(new(member, type, CodecAccess.Construct, false));
        else if (KnownCodecTypes.CanBeFilled(type) && !IsComputed(member))
            Members.Add(new(member, type, CodecAccess.Fill, false));
        else if (!IsComputed(member))
            Problems.Add(new(member, "has neither a public setter nor a constructor parameter of its name and type"));
    }

    // A property without a setter and without a field behind it is computed from others: it has nothing of its own to keep. Of another
    // assembly's properties the fields cannot be seen; a collection there is taken for one that is kept.
    private static bool IsComputed(ISymbol member) => member is IPropertySymbol { SetMethod: null } property
        && !HasBackingField(member)
        && !(member.Locations.IsEmpty || !member.Locations[0].IsInSource && KnownCodecTypes.CanBeFilled(property.Type));

    private static bool HasBackingField(ISymbol member)
    {
        if (member is not IPropertySymbol { SetMethod: null } property)
            return true;
        foreach (var sibling in property.ContainingType.GetMembers())
        {
            if (sibling is IFieldSymbol field && SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property))
                return true;
        }

        return false;
    }
}

/// <summary>A member that takes part.</summary>
internal readonly record struct PlannedMember(ISymbol Symbol, ITypeSymbol Type, CodecAccess Access, bool IsRequired);
