using Choreographies.Running;
using Tributary;

namespace Choreographies.Protocols;

/// <summary>Brings all accounts to the same decision.</summary>
public interface ICoordinator : IRole
{
    /// <summary>How much moves.</summary>
    int Amount { get; }
}

/// <summary>An account that can promise a change before it makes it.</summary>
public interface IAccount : IRole
{
    /// <summary>Whether the account can make its part of the change. If so, it keeps that possible until it is told more.</summary>
    bool Prepare(int amount);

    /// <summary>Makes the change.</summary>
    void Commit(int amount);

    /// <summary>Forgets the change.</summary>
    void RollBack(int amount);
}

/// <summary>The account that gives.</summary>
public interface IGivingAccount : IAccount;

/// <summary>The account that takes.</summary>
public interface ITakingAccount : IAccount;

/// <summary>Two-phase commit, over two accounts that differ and over any number of the same kind.</summary>
public static partial class TwoPhaseCommit
{
    /// <summary>The protocol over two accounts.</summary>
    [Choreography]
    public static async Task<At<ICoordinator, bool>> Transfer(Scope c, On<ICoordinator> coordinator, On<IGivingAccount> giver, On<ITakingAccount> taker)
    {
        var (given, taken) = await c.Send(coordinator.Do(static x => x.Amount), giver, taker);
        var first = await c.Send(giver.Do(given, static (a, amount) => a.Prepare(amount)), coordinator);
        var second = await c.Send(taker.Do(taken, static (a, amount) => a.Prepare(amount)), coordinator);
        var both = coordinator.Do(first, second, static (_, one, other) => one && other);
        if (await c.Choose(both, giver, taker))
        {
            giver.Do(given, static (a, amount) => a.Commit(amount));
            taker.Do(taken, static (a, amount) => a.Commit(amount));
        }
        else
        {
            giver.Do(given, static (a, amount) => a.RollBack(amount));
            taker.Do(taken, static (a, amount) => a.RollBack(amount));
        }

        return both;
    }

    // <choreography-levy>
    /// <summary>The protocol over any number of accounts.</summary>
    [Choreography]
    public static async Task<At<ICoordinator, bool>> Levy(Scope c, On<ICoordinator> coordinator, AllOf<IAccount> accounts)
    {
        var asked = await c.Send(coordinator.Do(static x => x.Amount), accounts);
        var votes = await c.Gather(accounts.Do(asked, static (a, amount) => a.Prepare(amount)), coordinator);
        var all = coordinator.Do(votes, static (_, v) => v.All(static vote => vote));
        if (await c.Choose(all, accounts))
            accounts.Do(asked, static (a, amount) => a.Commit(amount));
        else
            accounts.Do(asked, static (a, amount) => a.RollBack(amount));
        return all;
    }
    // </choreography-levy>

    private sealed class Coordinator(int amount) : ICoordinator
    {
        public int Amount => amount;
    }

    private sealed class Account(int balance, int sign) : IGivingAccount, ITakingAccount
    {
        public int Balance { get; private set; } = balance;

        public string State { get; private set; } = "untouched";

        public bool Prepare(int amount) => Balance + (sign * amount) >= 0;

        public void Commit(int amount) => (Balance, State) = (Balance + (sign * amount), "committed");

        public void RollBack(int amount) => State = "rolled back";

        public override string ToString() => $"{State}, {Balance}";
    }

    /// <summary>The samples: each with enough and with too little money.</summary>
    public static IEnumerable<Sample> Samples =>
    [
        MakeTransfer("transfer", 30), MakeTransfer("transfer-refused", 300), MakeLevy("levy", 10, 50, 40, 30, 20), MakeLevy("levy-refused", 35, 50, 40, 30, 20),
    ];

    private static Sample MakeTransfer(string name, int amount)
    {
        return new(name, TransferPlan(), Centrally,
        [
            Seat.Of("coordinator", () => new Coordinator(amount), TransferAsCoordinator, static (_, done) => $"{done}"),
            Seat.Of("giver", Giver, static account => TransferAsGiver(account), static (account, _) => $"{account}"),
            Seat.Of("taker", Taker, static account => TransferAsTaker(account), static (account, _) => $"{account}"),
        ]);

        static Account Giver() => new(100, -1);
        static Account Taker() => new(5, 1);

        async Task<string[]> Centrally()
        {
            var (giver, taker) = (Giver(), Taker());
            var done = await TransferCentrally(new Coordinator(amount), giver, taker);
            return [$"{done}", $"{giver}", $"{taker}"];
        }
    }

    private static Sample MakeLevy(string name, int amount, params int[] balances)
    {
        return new(name, LevyPlan(balances.Length), Centrally,
        [
            Seat.Of("coordinator", () => new Coordinator(amount), LevyAsCoordinator, static (_, done) => $"{done}"),
            .. balances.Select((balance, i) => Seat.Of($"accounts[{i}]", () => new Account(balance, -1), account => LevyAsAccounts(account, i), static (account, _) => $"{account}")),
        ]);

        async Task<string[]> Centrally()
        {
            Account[] accounts = [.. balances.Select(static balance => new Account(balance, -1))];
            var done = await LevyCentrally(new Coordinator(amount), accounts);
            return [$"{done}", .. accounts.Select(static account => $"{account}")];
        }
    }
}
