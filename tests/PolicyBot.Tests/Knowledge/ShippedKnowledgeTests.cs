using PolicyBot.Core.Knowledge;
using PolicyBot.Knowledge;
using Xunit;

namespace PolicyBot.Tests.Knowledge;

public sealed class ShippedKnowledgeTests
{
    [Fact]
    public void The_shipped_knowledge_loads_without_a_problem()
    {
        var result = KnowledgeLoader.LoadFolder(Shipped.Folder);

        Assert.Empty(result.Problems);
        var set = Assert.IsType<KnowledgeSet>(result.Set);
        Assert.Equal(64, set.Revision.Length);
        Assert.NotEmpty(set.Facts);
        Assert.NotEmpty(set.Rules);
        Assert.NotEmpty(set.Cases);
        Assert.Equal("Asia/Seoul", set.Organization!.TimeZone);
        Assert.Equal("en", set.Organization.Languages[0]);
        Assert.NotEmpty(Assert.Single(set.Translations).Facts);
        Assert.NotEmpty(new KnowledgeBase(set).FactsByTool["deepseek"]);
    }

    [Fact]
    public void The_revision_depends_on_the_documents_and_not_on_their_order()
    {
        var documents = KnowledgeFolder.Read(Shipped.Folder).Documents;
        var revision = KnowledgeLoader.Load(documents).Set!.Revision;

        Assert.Equal(revision, KnowledgeLoader.Load([.. documents.Reverse()]).Set!.Revision);
        var first = documents[0];
        var changed = documents.SetItem(0, first with { Content = [.. first.Content, (byte)'\n'] });
        Assert.NotEqual(revision, KnowledgeLoader.Load(changed).Set!.Revision);
    }

    [Fact]
    public void Items_stand_where_the_file_says()
    {
        var set = KnowledgeLoader.LoadFolder(Shipped.Folder).Set!;
        var rule = set.Rules.First(r => r.Id == "deepseek-hosted");
        var line = File.ReadAllLines(Path.Combine(Shipped.Folder, rule.At.File))[rule.At.Line - 1];

        Assert.Equal("policy/sample-policy.yaml", rule.At.File);
        Assert.Contains("id: deepseek-hosted", line, StringComparison.Ordinal);
    }
}

internal static class Shipped
{
    /// <summary>The repository's knowledge folder, found upwards from the tests or from the source file.</summary>
    public static string Folder { get; } = Find();

    private static string Find([System.Runtime.CompilerServices.CallerFilePath] string source = "")
    {
        for (var at = Path.GetDirectoryName(source); at is not null; at = Path.GetDirectoryName(at))
            if (File.Exists(Path.Combine(at, "knowledge", "FORMAT.md"))) return Path.Combine(at, "knowledge");
        throw new DirectoryNotFoundException("knowledge/ is not above the tests");
    }
}
