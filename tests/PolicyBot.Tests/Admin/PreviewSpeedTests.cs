using System.Diagnostics;
using PolicyBot.Core.Changes;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;
using PolicyBot.Knowledge;
using PolicyBot.Tests.Knowledge;
using Xunit;

namespace PolicyBot.Tests.Admin;

public sealed class PreviewSpeedTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);

    [Fact]
    public void A_preview_of_the_shipped_knowledge_takes_at_most_thirty_passes_of_decide_over_the_same_cases()
    {
        var documents = KnowledgeFolder.Read(Shipped.Folder).Documents;
        var before = new KnowledgeBase(KnowledgeLoader.Load(documents).Set!);
        var after = new KnowledgeBase(before.Set with
        { Rules = [.. before.Set.Rules.Select(r => r.Id == "deepseek-hosted" ? r with { Effect = Effect.Discourage } : r)] });
        Effects.Compare(before, after, Today);

        var watch = Stopwatch.StartNew();
        var preview = Effects.Compare(before, after, Today);
        var compared = watch.Elapsed;
        var tools = preview.Space.Tools.Where((_, i) => i % 20 == 0).ToList();
        watch.Restart();
        foreach (var tool in tools)
            foreach (var data in preview.Space.Data)
                foreach (var device in preview.Space.Devices)
                    foreach (var purpose in preview.Space.Purposes)
                        foreach (var groups in preview.Space.Groups)
                            PolicyEngine.Decide(new(tool, Or(data), Or(device), Or(purpose), groups, Today), Asker.Nobody, after);
        var pass = watch.Elapsed * preview.Space.Tools.Length / tools.Count;

        TestContext.Current.SendDiagnosticMessage(
            $"{preview.Cases} cases, {preview.Changed} changed in {preview.Lines.Length} lines: {compared.TotalMilliseconds:N0} ms; a pass: {pass.TotalMilliseconds:N0} ms");
        Assert.InRange(preview.Lines.Length, 1, 12);
        Assert.True(compared < 30 * pass, $"{compared} against {pass}");
    }

    private static string? Or(string id) => id.Length == 0 ? null : id;
}
