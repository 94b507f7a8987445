using FsCheck;
using FsCheck.Fluent;
using Tributary.Codec;

namespace Tributary.Core.Tests.Codec;

public sealed class FieldMaskTests
{
    private static readonly Arbitrary<HashSet<int>> s_sets =
        Gen.Choose(0, FieldMask.Capacity - 1).ArrayOf().Select(ordinals => ordinals.ToHashSet()).ToArbitrary();

    [Fact]
    public void It_behaves_like_a_set() => Prop.ForAll(s_sets, s_sets, (x, y) =>
    {
        var (a, b) = (Mask(x), Mask(y));
        Assert.Equal(x.Order(), Ordinals(a));
        Assert.Equal(x.Count, a.Count);
        Assert.Equal(x.Count == 0, a.IsEmpty);
        Assert.Equal(x.Union(y).Order(), Ordinals(a | b));
        Assert.Equal(x.Intersect(y).Order(), Ordinals(a & b));
        Assert.Equal(x.Except(y).Order(), Ordinals(a.Except(b)));
        Assert.Equal(x.IsSubsetOf(y), a.IsSubsetOf(b));
        Assert.Equal(x.SetEquals(y), a == b);
        Assert.Equal(!x.SetEquals(y), a != b);
        Assert.True((a & b).IsSubsetOf(a | b));
        for (var ordinal = 0; ordinal < FieldMask.Capacity; ordinal++)
            Assert.Equal(x.Contains(ordinal), a[ordinal]);
        foreach (var ordinal in x)
            Assert.False(a.Without(ordinal)[ordinal]);
        Assert.Equal(a.GetHashCode(), Mask(x).GetHashCode());
        Assert.True(a.Equals((object)Mask(x)));
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(128)]
    [InlineData(200)]
    [InlineData(256)]
    public void All_holds_the_first_members(int count) => Assert.Equal(Enumerable.Range(0, count), Ordinals(FieldMask.All(count)));

    [Theory]
    [InlineData(-1)]
    [InlineData(256)]
    public void An_ordinal_out_of_range_is_never_a_member_and_cannot_become_one(int ordinal)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => FieldMask.Of(ordinal));
        Assert.False(FieldMask.All(256)[ordinal]);
    }

    private static FieldMask Mask(IEnumerable<int> ordinals) => ordinals.Aggregate(default(FieldMask), (mask, ordinal) => mask.With(ordinal));

    private static List<int> Ordinals(FieldMask mask)
    {
        var ordinals = new List<int>();
        foreach (var ordinal in mask)
            ordinals.Add(ordinal);
        return ordinals;
    }
}
