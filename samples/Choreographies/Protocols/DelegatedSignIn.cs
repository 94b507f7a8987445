using Choreographies.Running;
using Tributary;

namespace Choreographies.Protocols;

/// <summary>What the provider makes of an answer.</summary>
public enum Verdict
{
    /// <summary>The user may sign in.</summary>
    Granted,

    /// <summary>The answer was wrong, and the user may try again.</summary>
    Retry,

    /// <summary>The answer was wrong too often.</summary>
    Denied,
}

/// <summary>An application that wants to act for a user, and never sees the password.</summary>
public interface IApplication : IRole
{
    /// <summary>What it wants to do.</summary>
    string WantedRight { get; }
}

/// <summary>The user.</summary>
public interface ISignInUser : IRole
{
    /// <summary>The answer to a question.</summary>
    string Answer(string challenge);
}

/// <summary>Knows the users and issues tokens.</summary>
public interface IProvider : IRole
{
    /// <summary>The question to the user.</summary>
    string Challenge(string right);

    /// <summary>Looks at the user's answer.</summary>
    Verdict Check(string answer);

    /// <summary>A code that the application can turn into a token once.</summary>
    string IssueCode();

    /// <summary>Turns the code into a token.</summary>
    string Redeem(string code);
}

/// <summary>A sign-in at a third party, as OAuth has it. A wrong password is asked for again.</summary>
public static partial class DelegatedSignIn
{
    // <choreography-sign-in>
    /// <summary>The protocol. The application gets a token; null if the sign-in was denied. It hears nothing of wrong passwords.</summary>
    [Choreography]
    public static async Task<At<IApplication, string?>> Run(Scope c, On<IApplication> application, On<ISignInUser> user, On<IProvider> provider)
    {
        var right = await c.Send(application.Do(static a => a.WantedRight), provider);
        while (true)
        {
            var challenge = await c.Send(provider.Do(right, static (p, r) => p.Challenge(r)), user);
            var answer = await c.Send(user.Do(challenge, static (u, q) => u.Answer(q)), provider);
            switch (await c.Choose(provider.Do(answer, static (p, a) => p.Check(a)), user))
            {
                case Verdict.Granted:
                    var code = await c.Send(provider.Do(static p => p.IssueCode()), application);
                    var redeemed = await c.Send(code, provider);
                    var token = await c.Send(provider.Do(redeemed, static (p, r) => (string?)p.Redeem(r)), application);
                    return token;
                case Verdict.Denied:
                    var nothing = await c.Send(provider.Do(static _ => (string?)null), application);
                    return nothing;
                case Verdict.Retry:
                    break;
            }
        }
    }
    // </choreography-sign-in>

    private sealed class Application : IApplication
    {
        public string WantedRight => "read calendar";
    }

    private sealed class Person(params string[] passwords) : ISignInUser
    {
        public int Asked { get; private set; }

        public string Answer(string challenge) => passwords[Asked++];
    }

    private sealed class Provider : IProvider
    {
        public int Wrong { get; private set; }

        public string Challenge(string right) => $"Password, to let the application {right}?";

        public Verdict Check(string answer) => answer == "swordfish" ? Verdict.Granted : ++Wrong < 3 ? Verdict.Retry : Verdict.Denied;

        public string IssueCode() => "code-7";

        public string Redeem(string code) => "token for " + code;
    }

    /// <summary>The samples: right at the second try, and never right.</summary>
    public static IEnumerable<Sample> Samples => [Make("sign-in", "sword", "swordfish"), Make("sign-in-denied", "a", "b", "c")];

    private static Sample Make(string name, params string[] passwords)
    {
        return new(name, RunPlan(), Centrally,
        [
            Seat.Of("application", static () => new Application(), RunAsApplication, static (_, token) => token ?? "denied"),
            Seat.Of("user", () => new Person(passwords), RunAsUser, static (user, _) => $"asked {user.Asked} times"),
            Seat.Of("provider", static () => new Provider(), RunAsProvider, static (provider, _) => $"{provider.Wrong} wrong"),
        ]);

        async Task<string[]> Centrally()
        {
            var (user, provider) = (new Person(passwords), new Provider());
            var token = await RunCentrally(new Application(), user, provider);
            return [token ?? "denied", $"asked {user.Asked} times", $"{provider.Wrong} wrong"];
        }
    }
}
