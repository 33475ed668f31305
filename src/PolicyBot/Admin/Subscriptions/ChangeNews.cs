using System.Collections.Immutable;
using System.Globalization;
using PolicyBot.Admin.Editing;
using PolicyBot.Admin.Execution;
using PolicyBot.Admin.Preview;
using PolicyBot.Core.Changes;
using PolicyBot.Core.Channels;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Questions;

namespace PolicyBot.Admin.Subscriptions;

/// <summary>What a publication changes, in plain words: verdicts and duties now and on later days, new and changed facts, and what else was
/// touched.</summary>
/// <param name="Why">As its author says; null or empty: nothing was said.</param>
internal sealed record ChangeNews(KnowledgeBase Before, KnowledgeBase After, ImmutableArray<EffectPreview> Effects,
    ImmutableArray<ItemKey> Items, string? Why)
{
    private const int MostLines = 12;

    /// <summary>Days on which rules begin or end that are told of: more would not be read.</summary>
    public const int MostDays = 3;

    /// <summary>Compares; takes as long as a preview.</summary>
    public static ChangeNews Of(KnowledgeBase before, KnowledgeBase after, Func<DateOnly, EffectPreview> on, IEnumerable<ItemKey> items,
        string? why, DateOnly today) =>
        new(before, after, [.. Core.Changes.Effects.TurningDays(before, after, today).Take(MostDays).Select(on)],
            [.. items.OrderBy(i => i.ToString(), StringComparer.Ordinal)], why);

    public Notice In(LanguagePack pack, int revision)
    {
        var words = new DeskWords(pack);
        var lines = EffectLines(words).Concat(FactLines(words)).ToList();
        var others = Items.Where(i => i.Section != "facts").Select(i => Name(i, words)).Distinct(StringComparer.Ordinal).Take(MostLines)
            .ToList();
        if (lines.Count == 0) lines.Add(words.Say("news.no-verdict"));
        if (lines.Count > MostLines) lines = [.. lines.Take(MostLines),
            words.Say("stale.more", ("count", (lines.Count - MostLines).ToString(CultureInfo.InvariantCulture)))];
        if (others.Count > 0) lines.Add(words.Say("news.touched", ("items", string.Join(", ", others))));
        if (!string.IsNullOrWhiteSpace(Why)) lines.Insert(0, words.Say("news.why", ("why", Why)));
        return new(words.Say("news.title", ("revision", revision.ToString(CultureInfo.InvariantCulture))), [.. lines]);
    }

    private IEnumerable<string> EffectLines(DeskWords words)
    {
        var (effects, told) = (new EffectWords(words, Before, After), new HashSet<string>(StringComparer.Ordinal));
        for (var i = 0; i < Effects.Length; i++)
            foreach (var line in Effects[i].Lines)
                if (effects.Of(line, Effects[i].Space) is var text && told.Add(text))
                    yield return i == 0 ? text : words.Say("news.from", ("day", DeskNotices.Day(Effects[i].Day)), ("line", text));
    }

    private IEnumerable<string> FactLines(DeskWords words) => Items.Where(i => i.Section == "facts")
        .Select(i => After.Facts.GetValueOrDefault(i.Id)).OfType<Fact>()
        .Select(f => words.Say(f.Status == FactStatus.InForce ? "news.fact" : "news.fact-over",
            ("statement", After.TextOf(f, words.Language).Statement.Trim())));

    private string Name(ItemKey item, DeskWords words)
    {
        LocalizedText? In(KnowledgeBase k) => k.Data.GetValueOrDefault(item.Id)?.Name ?? k.Groups.GetValueOrDefault(item.Id)?.Name
            ?? k.Devices.GetValueOrDefault(item.Id)?.Name ?? k.Purposes.GetValueOrDefault(item.Id)?.Name;
        return item.Section switch
        {
            "tools" or "editions" => words.Tool(item.Id, After),
            "rules" => words.Say("news.rule", ("rule", After.Rules.GetValueOrDefault(item.Id)?.Clause ?? item.Id)),
            _ => (In(After) ?? In(Before))?.In(words.Language) ?? (item.Id.Length == 0 ? words.Say("news.organization") : item.Id),
        };
    }
}
