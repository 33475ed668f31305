using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;
using PolicyBot.Core.Channels;
using PolicyBot.Slack;
using PolicyBot.Teams;
using PolicyBot.Tests.Web;
using Xunit;

namespace PolicyBot.Tests.Parity;

/// <summary>Arrows run one way: the host knows the channels, the channels know Core, Core knows nobody.</summary>
public sealed class BorderTests
{
    [Theory]
    [InlineData("PolicyBot.Core", "")]
    [InlineData("PolicyBot.Slack", "PolicyBot.Core")]
    [InlineData("PolicyBot.Teams", "PolicyBot.Core")]
    [InlineData("PolicyBot.LanguagePacks", "")]
    [InlineData("PolicyBot.Ask", "")]
    [InlineData("PolicyBot", "PolicyBot.Core PolicyBot.Slack PolicyBot.Teams")]
    public void A_project_references_only_what_it_may(string project, string allowed)
    {
        var references = XDocument.Load(Path.Combine(SiteFixture.Root, "src", project, project + ".csproj")).Descendants("ProjectReference")
            .Where(r => (string?)r.Attribute("ReferenceOutputAssembly") != "false") // run by the build
            .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/'))).Order(StringComparer.Ordinal);
        Assert.Equal(allowed, string.Join(' ', references));
    }

    [Fact]
    public void What_was_compiled_keeps_to_it_as_well()
    {
        Assert.Equal(["PolicyBot.Core"], Ours(typeof(SlackOptions)));
        Assert.Equal(["PolicyBot.Core"], Ours(typeof(TeamsOptions)));
        Assert.Empty(Ours(typeof(IChannel)));

        static IEnumerable<string> Ours(Type type) =>
            type.Assembly.GetReferencedAssemblies().Select(a => a.Name!).Where(n => n.StartsWith("PolicyBot", StringComparison.Ordinal));
    }

    [Fact]
    public void Core_uses_no_package_no_file_no_network_no_clock_and_no_chance()
    {
        var project = XDocument.Load(Path.Combine(SiteFixture.Root, "src", "PolicyBot.Core", "PolicyBot.Core.csproj"));
        Assert.Empty(project.Descendants("PackageReference"));
        Assert.All(typeof(IChannel).Assembly.GetReferencedAssemblies(), a => Assert.StartsWith("System", a.Name, StringComparison.Ordinal));

        using var file = new PEReader(File.OpenRead(typeof(IChannel).Assembly.Location));
        var core = file.GetMetadataReader();
        var used = core.TypeReferences.Select(core.GetTypeReference).Select(t => $"{core.GetString(t.Namespace)}.{core.GetString(t.Name)}")
            .ToHashSet(StringComparer.Ordinal);
        Assert.Contains("System.String", used);
        Assert.DoesNotContain(used, t => t.StartsWith("System.Net.", StringComparison.Ordinal) && t != "System.Net.WebUtility");
        Assert.All(
            ["System.IO.File", "System.IO.Directory", "System.IO.FileStream", "System.Diagnostics.Process", "System.Console",
                "System.TimeProvider", "System.Diagnostics.Stopwatch",
                "System.Random", "System.Security.Cryptography.RandomNumberGenerator", "System.Threading.Timer"],
            (string forbidden) => Assert.DoesNotContain(forbidden, used));
        var called = core.MemberReferences.Select(core.GetMemberReference).Select(m => core.GetString(m.Name))
            .ToHashSet(StringComparer.Ordinal);
        Assert.All(["get_Now", "get_UtcNow", "NewGuid", "GetEnvironmentVariable", "get_TickCount64"],
            (string forbidden) => Assert.DoesNotContain(forbidden, called));
    }
}
