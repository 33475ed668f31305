using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json.Nodes;
using PolicyBot.Tests.Web;
using Xunit;

namespace PolicyBot.Tests.Teams;

public sealed class PackageTests
{
    private static readonly string Script = Path.Combine(SiteFixture.Root, "deployment", "teams", "package.sh");

    [Fact]
    public async Task The_package_holds_a_manifest_that_microsofts_validator_accepts_and_two_icons_of_the_right_size()
    {
        var file = Path.Combine(Path.GetTempPath(), $"teams-{Guid.NewGuid():N}.zip");
        try
        {
            Assert.Equal((0, ""), await RunAsync(file, ("APP_ID", TeamsHost.AppId), ("PUBLIC_HOST", "policybot.example.com")));
            await using var zip = await ZipFile.OpenReadAsync(file, TestContext.Current.CancellationToken);
            Assert.Equal(["color.png", "manifest.json", "outline.png"], zip.Entries.Select(e => e.FullName).Order(StringComparer.Ordinal));
            Assert.Equal((192, 192), Size(zip, "color.png"));
            Assert.Equal((32, 32), Size(zip, "outline.png"));
            using var reader = new StreamReader(zip.GetEntry("manifest.json")!.Open());
            var manifest = JsonNode.Parse(await reader.ReadToEndAsync(TestContext.Current.CancellationToken))!.AsObject();
            Assert.Equal(TeamsHost.AppId, manifest["bots"]![0]!["botId"]!.GetValue<string>());
            Assert.DoesNotContain("${", manifest.ToJsonString(), StringComparison.Ordinal);
            var broken = manifest.DeepClone().AsObject();
            broken.Remove("developer");
            var said = await Peers.LinesAsync("teams-manifest.mjs", [], [manifest.ToJsonString(), broken.ToJsonString()]);
            Assert.Equal("valid", said[0]);
            Assert.NotEqual("valid", said[1]);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("", "policybot.example.com", "`APP_ID`")]
    [InlineData(TeamsHost.AppId, "https://policybot.example.com/", "`PUBLIC_HOST`")]
    public async Task A_setting_that_is_missing_or_wrong_is_named(string app, string host, string named)
    {
        var (code, errors) = await RunAsync("/tmp/never.zip", ("APP_ID", app), ("PUBLIC_HOST", host));
        Assert.NotEqual(0, code);
        Assert.Contains(named, errors, StringComparison.Ordinal);
    }

    private static (int, int) Size(ZipArchive zip, string name)
    {
        using var stream = zip.GetEntry(name)!.Open();
        Span<byte> head = stackalloc byte[24];
        stream.ReadExactly(head);
        return (BinaryPrimitives.ReadInt32BigEndian(head[16..]), BinaryPrimitives.ReadInt32BigEndian(head[20..]));
    }

    private static async Task<(int Code, string Errors)> RunAsync(string file, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo(Script, [file]) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var (name, value) in settings) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, errors);
    }
}
