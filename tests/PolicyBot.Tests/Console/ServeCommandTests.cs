using System.Net;
using System.Net.Sockets;
using PolicyBot.Commands;
using PolicyBot.Web.Review;
using Xunit;

namespace PolicyBot.Tests.Web;

public sealed class ServeCommandTests
{
    private static readonly string Knowledge = Path.Combine(SiteFixture.Root, "knowledge");

    private static ServeOptions Options(string url) => new(Knowledge, url) { Storage = new() { Connection = SiteFixture.NewFile() } };

    private static async Task<(int Exit, string Output, string Error)> RunAsync(ServeOptions options, CancellationToken cancel)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exit = await ServeCommand.RunAsync(options, TimeProvider.System, output, error, cancel);
        return (exit, output.ToString(), error.ToString());
    }

    [Fact]
    public async Task It_says_where_to_ask_and_stops_when_told()
    {
        using var stop = new CancellationTokenSource();
        using var output = new FirstLine(stop.Cancel);
        using var error = new StringWriter();
        var exit = await ServeCommand.RunAsync(Options("http://127.0.0.1:0"), TimeProvider.System, output, error, stop.Token);
        Assert.Equal((0, ""), (exit, error.ToString()));
        Assert.Matches(
            @"^PolicyBot is listening\. Ask at http://127\.0\.0\.1:[1-9]\d*\r?\nReviewers sign in once, until \d\d:\d\d UTC, at http://127\.0\.0\.1:[1-9]\d*/review/sign-in\?link=[0-9a-f]{64}\r?\nNobody may change the policy yet: [^\r\n]+`local:loopback`\)\.\r?\n$", output.ToString());
    }

    [Fact]
    public async Task A_port_in_use_is_told_in_one_line()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var (exit, _, error) = await RunAsync(Options($"http://127.0.0.1:{port}"), TestContext.Current.CancellationToken);
        Assert.Equal(1, exit);
        Assert.StartsWith($"policybot serve: port {port} is already in use", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("http://0.0.0.0:5080", "can be reached by others")]
    [InlineData("http://[::]:5080", "can be reached by others")]
    [InlineData("http://policybot.example:5080", "is no IP address")]
    [InlineData("https://127.0.0.1:5080", "is no address to listen on")]
    [InlineData("5080", "is no address to listen on")]
    public async Task It_does_not_listen_where_others_could_reach_it(string url, string said)
    {
        var (exit, _, error) = await RunAsync(Options(url), TestContext.Current.CancellationToken);
        Assert.Equal(1, exit);
        Assert.Contains(said, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, true, false, true)]
    [InlineData(true, true, true, false)]
    [InlineData(true, false, false, false)]
    [InlineData(false, true, false, false)]
    public void It_warns_where_one_person_may_count_as_two(bool provider, bool channels, bool trusts, bool warned) => Assert.Equal(warned,
        new ConsoleOptions { OpenIdConnect = provider ? new() { TrustUnverifiedEmail = trusts } : null }.Caution(channels)
            ?.Contains("`Admin:SamePerson`", StringComparison.Ordinal) == true);

    /// <summary>Tells when a line was written.</summary>
    private sealed class FirstLine(Action written) : StringWriter
    {
        public override async Task WriteLineAsync(string? value)
        {
            await base.WriteLineAsync(value);
            written();
        }
    }
}
