using PolicyBot.Core.Changes;
using PolicyBot.Core.Knowledge;
using PolicyBot.Knowledge;
using PolicyBot.Tests.Knowledge;
using Xunit;

namespace PolicyBot.Tests.Admin;

public sealed class PreviewLinesTests
{
    [Fact]
    public void What_a_changed_rule_of_the_shipped_knowledge_does_is_told_in_few_lines()
    {
        var before = new KnowledgeBase(KnowledgeLoader.Load(KnowledgeFolder.Read(Shipped.Folder).Documents).Set!);
        var after = new KnowledgeBase(before.Set with
        { Rules = [.. before.Set.Rules.Select(r => r.Id == "deepseek-hosted" ? r with { Effect = Effect.Discourage } : r)] });
        var preview = Effects.Compare(before, after, new(2026, 11, 24));
        Assert.True(preview.Changed > 500, $"{preview.Changed} of {preview.Cases} cases");
        Assert.InRange(preview.Lines.Length, 1, 12);
    }
}
