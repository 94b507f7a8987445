namespace Tributary;

/// <summary>The place of a member in its family.</summary>
/// <param name="Index">The place, from 0.</param>
/// <param name="Count">How many members the family has.</param>
[GenerateCodec]
public readonly record struct Member(int Index, int Count);

/// <summary>An answer of one member of a family, as a gathering with a quorum returns it.</summary>
/// <typeparam name="T">The type of the answer.</typeparam>
/// <param name="Member">The place of the member in its family, from 0.</param>
/// <param name="Value">The answer.</param>
public readonly record struct FromMember<T>(int Member, T Value);
