namespace Tributary.Generators.Tests.Choreography;

/// <summary>The protocol that most tests are about.</summary>
internal static class TwoBuyerSource
{
    public const string Text = """
        using Tributary;
        namespace App;
        public interface IBuyer1 : IRole { string PickTitle(); string Address { get; } int Budget { get; } }
        public interface IBuyer2 : IRole { int Contribute(int? quote); }
        public interface ISeller : IRole { int? PriceOf(string title); DateOnly Ship(string title, string address); }
        public static partial class TwoBuyer
        {
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
        }
        """;
}
