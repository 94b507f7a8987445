using System.Globalization;
using System.Text;
using Tributary.Dispatch;
using Tributary.Store;

namespace Acme.Counting;

// <turn-handler>
public sealed class CountingTurns(IFlowStore store) : ITurnHandler
{
    public async ValueTask RunAsync(Turn turn, CancellationToken cancellationToken)
    {
        var key = new DocumentKey("acme.count", turn.Address.Partition);
        var document = await store.GetAsync(key, cancellationToken);
        var count = document is null ? 0 : int.Parse(Encoding.UTF8.GetString(document.Body.Span), CultureInfo.InvariantCulture);
        foreach (var message in turn.Messages)
        {
            count++;
            turn.Commit.Consume(message.Id);
        }

        turn.Commit.Put(key, document?.Version ?? 0, Encoding.UTF8.GetBytes(count.ToString(CultureInfo.InvariantCulture)));
    }
}
// </turn-handler>
