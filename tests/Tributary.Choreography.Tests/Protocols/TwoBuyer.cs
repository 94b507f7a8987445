using Tributary.Codec;

namespace Tributary.Choreographies.Tests.Protocols;

/// <summary>The bookseller with two buyers, as the generator would write it.</summary>
public sealed class TwoBuyer(Walk walk, int price = 30, int budget = 20)
{
    public const int Buyer1 = 0, Buyer2 = 1, Seller = 2;
    public static readonly (string Role, int Steps)[] Roles = [("buyer1", 6), ("buyer2", 3), ("seller", 6)];

    public static Protocol Protocol { get; } = new(
        "TwoBuyer.Run", 1, "f00d", [new("buyer1", false), new("buyer2", false), new("seller", false)],
        [
            new(1, "buyer1", "seller", "title"), new(2, "seller", "buyer1", "quote"), new(3, "seller", "buyer2", "quote"),
            new(4, "buyer2", "buyer1", "offer"), new(5, "buyer1", "seller", "address"), new(6, "seller", "buyer1", "date"), new(7, "buyer1", "seller", "no"),
        ]);

    public static SessionPlan Plan { get; } = new(Protocol, [1, 1, 1]);

    public Endpoint<DateOnly?> AsBuyer1() => new(Protocol, Buyer1, 0, async party =>
    {
        await walk.Before("buyer1", 1);
        await party.SendAsync(Seller, 1, "title", Codecs.String).ConfigureAwait(false);
        await walk.Before("buyer1", 2);
        var quote = await party.ReceiveAsync(Seller, 2, Codecs.Int32).ConfigureAwait(false);
        await walk.Before("buyer1", 3);
        var offer = await party.ReceiveAsync(Buyer2, 4, Codecs.Int32).ConfigureAwait(false);
        await walk.Before("buyer1", 4);
        if (quote - offer > budget)
        {
            await party.SelectAsync(Seller, 7).ConfigureAwait(false);
            return null;
        }

        await party.SendAsync(Seller, 5, "address", Codecs.String).ConfigureAwait(false);
        await walk.Before("buyer1", 5);
        var date = await party.ReceiveAsync(Seller, 6, Codecs.DateOnly).ConfigureAwait(false);
        await walk.Before("buyer1", 6);
        return date;
    });

    public Endpoint<Nothing> AsBuyer2() => new(Protocol, Buyer2, 0, async party =>
    {
        await walk.Before("buyer2", 1);
        var quote = await party.ReceiveAsync(Seller, 3, Codecs.Int32).ConfigureAwait(false);
        await walk.Before("buyer2", 2);
        await party.SendAsync(Buyer1, 4, quote / 2, Codecs.Int32).ConfigureAwait(false);
        await walk.Before("buyer2", 3);
        return default;
    });

    public Endpoint<bool> AsSeller() => new(Protocol, Seller, 0, async party =>
    {
        await walk.Before("seller", 1);
        var title = await party.ReceiveAsync(Buyer1, 1, Codecs.String).ConfigureAwait(false);
        await walk.Before("seller", 2);
        await party.SendAsync(Buyer1, 2, title.Length * price / 5, Codecs.Int32).ConfigureAwait(false);
        await walk.Before("seller", 3);
        await party.SendAsync(Buyer2, 3, title.Length * price / 5, Codecs.Int32).ConfigureAwait(false);
        await walk.Before("seller", 4);
        if (await party.NextAsync(Buyer1, 5, 7).ConfigureAwait(false) == 7)
        {
            await party.ReceiveSelectionAsync(Buyer1, 7).ConfigureAwait(false);
            return false;
        }

        var address = await party.ReceiveAsync(Buyer1, 5, Codecs.String).ConfigureAwait(false);
        await walk.Before("seller", 5);
        await party.SendAsync(Buyer1, 6, new DateOnly(2030, 1, address.Length), Codecs.DateOnly).ConfigureAwait(false);
        await walk.Before("seller", 6);
        return true;
    });
}
