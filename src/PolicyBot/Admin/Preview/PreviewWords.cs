using System.Collections.Immutable;
using System.Globalization;
using PolicyBot.Admin.Execution;
using PolicyBot.Core.Changes;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Admin.Preview;

/// <summary>What a draft changes for whom, in words: on the first day, and from each later one on which it comes to do something
/// else.</summary>
/// <param name="days">One or more, in order.</param>
internal sealed class PreviewWords(DeskWords words, KnowledgeBase before, KnowledgeBase after, ImmutableArray<EffectPreview> days)
{
    private const int MostLines = 30;

    /// <summary>Does not say that nothing changes where something does later.</summary>
    public string Title(string draft) => days[0].Changed == 0 && days.Skip(1).FirstOrDefault(d => d.Changed > 0) is { } later
        ? words.Say("preview.title-later", [("id", draft), ("day", DeskNotices.Day(days[0].Day)), .. Slots(later, "later")])
        : words.Say("preview.title", [("id", draft), .. Slots(days[0], "day")]);

    /// <summary>Long lists are cut, but no day is left out.</summary>
    public IEnumerable<string> Lines()
    {
        var (effects, room, left) = (new EffectWords(words, before, after), MostLines, 0);
        var lines = new List<string>();
        var beside = BesideVerdicts.Of(before, after, days[0].Space);
        var last = Of(days[0]);
        foreach (var line in last) Add(line);
        lines.AddRange(beside.Take(MostLines).Select(words.Say));
        left += Math.Max(0, beside.Length - MostLines);
        foreach (var day in days.Skip(1))
        {
            lines.Add(day.Changed == 0 ? words.Say("preview.from-none", ("day", DeskNotices.Day(day.Day)))
                : words.Say("preview.from", Slots(day, "day")));
            var lasting = Of(day);
            foreach (var line in lasting.Except(last)) Add(words.Say("news.from", ("day", DeskNotices.Day(day.Day)), ("line", line)));
            // Where nothing changes any more, that is said.
            if (day.Changed > 0)
                foreach (var line in last.Except(lasting)) Add(words.Say("preview.until", ("day", DeskNotices.Day(day.Day)), ("line", line)));
            last = lasting;
        }
        if (left > 0) lines.Add(words.Say("stale.more", ("count", left.ToString(CultureInfo.InvariantCulture))));
        return lines.Count > 0 ? lines : [words.Say("preview.none")];

        List<string> Of(EffectPreview day) => [.. day.Lines.Select(l => effects.Of(l, day.Space)).Distinct(StringComparer.Ordinal)];

        void Add(string line)
        {
            if (room-- > 0) lines.Add(line);
            else left++;
        }
    }

    private static (string, string)[] Slots(EffectPreview preview, string day) =>
        [(day, DeskNotices.Day(preview.Day)), ("changed", $"{preview.Changed:N0}"), ("cases", $"{preview.Cases:N0}")];
}
