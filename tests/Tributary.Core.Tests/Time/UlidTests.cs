namespace Tributary.Core.Tests.Time;

public sealed class UlidTests
{
    [Fact]
    public void The_text_is_that_of_the_specification()
    {
        // The example of the ULID specification: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        var time = DateTimeOffset.FromUnixTimeMilliseconds(1_469_922_850_259);
        var text = Ulid.Format(time, Convert.FromHexString("D6764C61EFB99302BD5B"));
        Assert.Equal("01ARZ3NDEKTSV4RRFFQ69G5FAV", text);
    }

    [Fact]
    public void Their_ordinal_order_is_that_of_time()
    {
        Span<byte> most = stackalloc byte[10];
        most.Fill(255);
        Span<byte> least = stackalloc byte[10];
        var time = new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero);
        Assert.True(string.CompareOrdinal(Ulid.Format(time, most), Ulid.Format(time.AddMilliseconds(1), least)) < 0);
        Assert.True(string.CompareOrdinal(Ulid.Format(time, least), Ulid.Format(time, most)) < 0);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(11)]
    public void Entropy_of_another_length_is_refused(int length) =>
        Assert.Throws<ArgumentException>(() => Ulid.Format(DateTimeOffset.UnixEpoch, new byte[length]));

    [Fact]
    public void System_chance_draws_numbers_below_one_and_ids_that_differ()
    {
        var chance = new SystemChance(TimeProvider.System);
        for (var i = 0; i < 1_000; i++)
            Assert.InRange(chance.NextDouble(), 0, 1 - double.Epsilon);
        Assert.Equal(1_000, Enumerable.Range(0, 1_000).Select(_ => chance.NewId()).Distinct().Count());
        Assert.Matches("^[0-7][0-9A-HJKMNP-TV-Z]{25}$", chance.NewId());
    }
}
