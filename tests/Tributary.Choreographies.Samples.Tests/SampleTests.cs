using Choreographies.Protocols;
using Choreographies.Running;

namespace Tributary.Choreographies.Samples.Tests;

/// <summary>Each sample gives the same in one place and as endpoints.</summary>
public class SampleTests
{
    public static TheoryData<string> Names { get; } = [.. AllSamples.List.Select(static sample => sample.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_endpoints_do_what_the_central_run_does(string name)
    {
        var sample = AllSamples.Find(name);

        var central = await sample.Centrally();
        var projected = await SampleRunner.InOneProcessAsync(sample, new SessionHub());

        Assert.Equal(central, projected);
    }

    [Theory]
    [InlineData("two-buyer", "arrives 2026-05-04")]
    [InlineData("two-buyer-too-dear", "not bought")]
    [InlineData("sign-in", "token for code-7")]
    [InlineData("sign-in-denied", "denied")]
    [InlineData("transfer", "True")]
    [InlineData("transfer-refused", "False")]
    [InlineData("levy", "True")]
    [InlineData("levy-refused", "False")]
    [InlineData("replicated-store", "1 1 - 2 3 3")]
    [InlineData("merge-sort", "1 2 3 4 5 6 7 8 9; ")]
    [InlineData("leader-election", "leader 40")]
    public async Task The_central_run_gives_what_the_protocol_is_for(string name, string expected)
        => Assert.StartsWith(expected, (await AllSamples.Find(name).Centrally())[0], StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task So_they_do_over_TCP(string name)
    {
        var sample = AllSamples.Find(name);
        var hub = new SessionHub();
        await using var server = TcpSessionServer.Start(hub);
        var session = await hub.CreateAsync(sample.Plan);

        var seen = await Task.WhenAll(sample.Seats.Select(async seat =>
        {
            await using var client = new TcpSessionClient(server.EndPoint);
            return await seat.PlayAsync(client, session.Id);
        }));

        Assert.Equal(await sample.Centrally(), seen);
    }

    [Theory]
    [InlineData("two-buyer")]
    [InlineData("levy")]
    [InlineData("merge-sort")]
    public async Task So_they_do_in_a_process_for_each_role(string name)
    {
        var sample = AllSamples.Find(name);

        Assert.Equal(await sample.Centrally(), await ProcessRunner.RunAsync(sample));
    }

    [Fact]
    public async Task Both_get_the_same_key_and_two_numbers_travel()
    {
        var keys = await AllSamples.Find("key-agreement").Centrally();

        Assert.Equal(keys[0], keys[1]);
        Assert.Equal(["value", "value2"], KeyAgreement.RunProtocol.Steps.Select(static step => step.Text));
    }

    [Fact]
    public async Task Any_three_of_the_five_signers_give_the_same_signature()
    {
        var sample = AllSamples.Find("threshold-signing");
        var central = (await sample.Centrally())[0];

        for (var i = 0; i < 5; i++)
            Assert.Equal(central, (await SampleRunner.InOneProcessAsync(sample, new SessionHub()))[0]);
    }
}
