using System.Globalization;
using Choreographies.Running;
using Tributary;

namespace Choreographies.Protocols;

// <choreography-roles>
/// <summary>Wants a book, and asks a friend for help with the price.</summary>
public interface IBuyer1 : IRole
{
    /// <summary>Which book.</summary>
    string PickTitle();

    /// <summary>Where it goes.</summary>
    string Address { get; }

    /// <summary>What the buyer can pay.</summary>
    int Budget { get; }
}

/// <summary>The friend.</summary>
public interface IBuyer2 : IRole
{
    /// <summary>How much the friend adds.</summary>
    int Contribute(int? quote);
}

/// <summary>Sells books.</summary>
public interface ISeller : IRole
{
    /// <summary>The price of a book; null if there is none.</summary>
    int? PriceOf(string title);

    /// <summary>Sends a book out and tells when it arrives.</summary>
    DateOnly Ship(string title, string address);
}
// </choreography-roles>

// <choreography-two-buyer>
/// <summary>Two buyers share the price of a book, or do not buy it.</summary>
public static partial class TwoBuyer
{
    /// <summary>The protocol. The first buyer learns when the book arrives; null if it was not bought.</summary>
    [Choreography]
    public static async Task<At<IBuyer1, DateOnly?>> Run(Scope c, On<IBuyer1> buyer1, On<IBuyer2> buyer2, On<ISeller> seller)
    {
        var title = buyer1.Do(static b => b.PickTitle());
        var asked = await c.Send(title, seller);
        var quote = seller.Do(asked, static (s, t) => s.PriceOf(t));
        var (price, shared) = await c.Send(quote, buyer1, buyer2);
        var offer = buyer2.Do(shared, static (b, q) => b.Contribute(q));
        var help = await c.Send(offer, buyer1);
        var buy = buyer1.Do(price, help, static (b, p, h) => p is not null && p - h <= b.Budget);
        if (await c.Choose(buy, seller))
        {
            var address = await c.Send(buyer1.Do(static b => b.Address), seller);
            var date = seller.Do(asked, address, static (s, t, a) => (DateOnly?)s.Ship(t, a));
            return await c.Send(date, buyer1);
        }

        return buyer1.Do(static _ => (DateOnly?)null);
    }
    // </choreography-two-buyer>

    // <choreography-central>
    private static Task<DateOnly?> InOnePlace(IBuyer1 reader, IBuyer2 friend, ISeller shop) => RunCentrally(reader, friend, shop);
    // </choreography-central>

    // <choreography-endpoints>
    private static async Task<DateOnly?> AsEndpoints(ISessions sessions, IBuyer1 reader, IBuyer2 friend, ISeller shop)
    {
        var session = await sessions.CreateAsync(RunPlan());

        // Each of these may be in a process of its own.
        var buyer1 = sessions.RunAsync(RunAsBuyer1(reader), session.Id);
        var buyer2 = sessions.RunAsync(RunAsBuyer2(friend), session.Id);
        var seller = sessions.RunAsync(RunAsSeller(shop), session.Id);
        await Task.WhenAll(buyer2, seller);
        return await buyer1;
    }
    // </choreography-endpoints>

    private sealed class Reader(string title, int budget) : IBuyer1
    {
        public string Address => "Mill Lane 3";

        public int Budget => budget;

        public string PickTitle() => title;
    }

    private sealed class Friend : IBuyer2
    {
        public int Added { get; private set; }

        public int Contribute(int? quote) => Added = (quote ?? 0) / 3;
    }

    private sealed class Shop : ISeller
    {
        public List<string> Shipped { get; } = [];

        public int? PriceOf(string title) => title == "Rivers" ? 42 : null;

        public DateOnly Ship(string title, string address)
        {
            Shipped.Add($"{title} to {address}");
            return new DateOnly(2026, 5, 4);
        }
    }

    /// <summary>Runs all three endpoints on a hub of this process.</summary>
    public static Task<DateOnly?> BuyAsync(ISessions sessions) => AsEndpoints(sessions, new Reader("Rivers", 30), new Friend(), new Shop());

    /// <summary>The sample: a book that is bought, one that is too dear, and one that there is not.</summary>
    public static IEnumerable<Sample> Samples =>
    [
        Make("two-buyer", "Rivers", 30),
        Make("two-buyer-too-dear", "Rivers", 10),
        Make("two-buyer-unknown", "Lakes", 30),
    ];

    private static Sample Make(string name, string title, int budget)
    {
        return new(name, RunPlan(), Centrally,
        [
            Seat.Of("buyer1", () => new Reader(title, budget), RunAsBuyer1, static (_, date) => Tell(date)),
            Seat.Of("buyer2", () => new Friend(), RunAsBuyer2, static (friend, _) => Tell(friend)),
            Seat.Of("seller", () => new Shop(), RunAsSeller, static (shop, _) => Tell(shop)),
        ]);

        async Task<string[]> Centrally()
        {
            var (friend, shop) = (new Friend(), new Shop());
            var date = await InOnePlace(new Reader(title, budget), friend, shop);
            return [Tell(date), Tell(friend), Tell(shop)];
        }
    }

    private static string Tell(DateOnly? date) => date is { } day ? "arrives " + day.ToString("O", CultureInfo.InvariantCulture) : "not bought";

    private static string Tell(Friend friend) => string.Create(CultureInfo.InvariantCulture, $"added {friend.Added}");

    private static string Tell(Shop shop) => shop.Shipped.Count == 0 ? "nothing shipped" : string.Join(", ", shop.Shipped);
}
