using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using PolicyBot.Admin.Grammar;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Questions;

namespace PolicyBot.Admin.PlainWords;

/// <summary>What a sentence in plain words proposes: a `rule add` to be read and confirmed, never applied unread; or what has to be said
/// more clearly.</summary>
public sealed record RuleProposal(AdminCommand? Command, Remark? Unclear)
{
    private const int LongestSentence = 600;

    /// <summary>Null where the text is a question, or proposes nothing. A sentence of which a part is not understood proposes no rule:
    /// that part may be what turns it round.</summary>
    public static RuleProposal? Read(string text, DateOnly today, KnowledgeBase knowledge, LanguagePacks languages)
    {
        if (text.Length > LongestSentence || ProposalWords.Languages.Any(w => w.Question.IsMatch(text.ToLowerInvariant()))) return null;
        var said = new SentenceParts(text);
        var lifts = ProposalWords.Languages.Any(w => said.Take(w.Lift) is not null);
        var (means, cue) = EffectOf(said);
        if ((lifts ? Effect.Permit : means) is not { } effect) return null;
        foreach (var words in ProposalWords.Languages) said.Take(words.FillerPhrase);
        List<Match> days = [];
        var (from, end) = DayWords.Read(said.Lower, today, effect == Effect.Forbid, days.Add);
        days.ForEach(said.Take);
        // A name before a day is read as a person's: "Claude from Monday".
        var dateless = said.Without(days);
        var question = Understood(dateless, knowledge, languages);
        if (question.Frame.Actors.Length + question.Frame.Countries.Length > 0) return null;
        var everything = ProposalWords.Languages.Any(w => w.Everything.IsMatch(said.Lower));
        if (Tools(question, everything, knowledge) is not { Count: > 0 } tools)
            return question.Candidates.IsEmpty
                ? null
                : new(null, $"which tool is meant: {string.Join(", ", question.Candidates.Select(c => $"`{c}`"))}?");
        if (lifts) return new(null, $"to lift a ban, end the rule that makes it: `rule list` names the rules, `rule retire` ends one");
        var values = new Dictionary<string, ImmutableArray<string>>(tools, StringComparer.Ordinal)
        {
            ["effect"] = [Kebab.Name(effect)],
            ["why"] = [string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))]
        };
        var except = ProposalWords.Languages.Select(w => w.Except.Match(said.Lower)).FirstOrDefault(m => m.Success);
        var exceptsTools = everything && tools.ContainsKey("tool");
        if (exceptsTools)
        {
            if (except is null) return new(null, $"all tools are meant, or {Quoted(tools["tool"])}? {Typed}");
            values.Remove("tool");
            (values["all-tools"], values["except-tool"]) = (["true"], tools["tool"]);
        }
        var range = AddData(values, question.Frame.Data, said, knowledge);
        Add(values, "device", question.Frame.Devices);
        Add(values, "purpose", question.Frame.Purposes);
        var groups = GroupWords.Read(text, knowledge, except, cue!.Index, (at, length) =>
            UnreadWords.TopicsOf(Understood(dateless.Remove(at, length), knowledge, languages)) != UnreadWords.TopicsOf(question));
        foreach (var group in groups.All) said.Take(group.From, group.To - group.From);
        Add(values, "group", [.. groups.For.Select(g => g.Id).Distinct()]);
        Add(values, "except-group", [.. groups.Except.Select(g => g.Id).Distinct()]);
        if (from is { } begins) values["effective"] = [Day(begins)];
        if (end is { } ends) values["expires"] = [Day(ends)];
        if (!exceptsTools && groups.Except.IsEmpty) except = null;
        if (except is not null) said.Take(except);
        var unread = new UnreadWords(said, dateless, t => Understood(t, knowledge, languages), knowledge);
        if ((unread.First(except, exceptsTools, cue.Index, !groups.All.IsEmpty) ?? groups.Unclear ?? groups.Decider(said.Lower, cue)
            ?? unread.Apart(range)) is { } word)
            return new(null, $"no rule is proposed: `{word}` is not read in a sentence. {Typed}");
        if (NamedLists.Unclear(said.Lower, [.. unread.Names.Concat(groups.Parts).OrderBy(p => p.From)], values) is { } apart)
            return new(null, $"no rule is proposed: it is not plain what belongs to `{apart}`, and each takes a rule of its own. {Typed}");
        values["id"] = [IdOf(effect, values, knowledge)];
        return new(new AdminCommand("rule", "add", values.ToImmutableSortedDictionary(StringComparer.Ordinal)), null);
    }

    private static Remark Typed => "Type the rule as a command: `help rule add` tells how";

    private static string Quoted(ImmutableArray<string> ids) => string.Join(", ", ids.Select(i => $"`{i}`"));

    private static (Effect? Effect, Match? Words) EffectOf(SentenceParts said)
    {
        foreach (var (effect, words) in ProposalWords.Languages.SelectMany(w => w.Effects))
            if (said.Take(words) is { } match) return (effect, match);
        return default;
    }

    /// <summary>The reader takes statements as well as questions; one that
    /// it places nowhere is read as what would be asked about it.</summary>
    private static Question Understood(string text, KnowledgeBase knowledge, LanguagePacks languages)
    {
        var read = QuestionReader.Read(text, Conversation.Fresh, null, knowledge, languages);
        if (read.Frame.Tools.Length > 0 || read.Candidates.Length > 0 || read.ToolCountries.Length > 0) return read;
        var asked = QuestionReader.Read("can we use this: " + text, Conversation.Fresh, null, knowledge, languages);
        return asked.Frame.Tools.Length > 0 || asked.Candidates.Length > 0
            ? asked
            : read with { Frame = asked.Frame.Data.Length > read.Frame.Data.Length ? asked.Frame : read.Frame };
    }

    private static Dictionary<string, ImmutableArray<string>> Tools(Question question, bool everything, KnowledgeBase knowledge)
    {
        var frame = question.Frame;
        ImmutableArray<string> ids = [.. frame.Tools.Where(t => !frame.Editions.Any(e => knowledge.ToolOf(e) == t)), .. frame.Editions];
        if (!ids.IsEmpty) return new() { ["tool"] = ids };
        var vendors = question.ToolCountries.Where(c => knowledge.Set.Tools.Any(t => t.Country == c)).ToImmutableArray();
        var kinds = question.ToolKinds.Where(k => knowledge.Set.Tools.Any(t => t.Kinds.Contains(k))).ToImmutableArray();
        // A rule takes those of the country and those of the kind, not those of both.
        if (!vendors.IsEmpty && !kinds.IsEmpty) return [];
        if (!vendors.IsEmpty) return new() { ["country"] = vendors };
        if (!kinds.IsEmpty) return new() { ["kind"] = kinds };
        return everything ? new() { ["all-tools"] = ["true"] } : [];
    }

    /// <summary>"up to internal data" and "confidential and above" are ranges; else the classes named.</summary>
    /// <returns>What says that it is a range.</returns>
    private static Match? AddData(Dictionary<string, ImmutableArray<string>> values, ImmutableArray<string> data, SentenceParts said,
        KnowledgeBase knowledge)
    {
        if (data is not [var one] || knowledge.Data[one].Level is null)
        {
            Add(values, "data", data);
            return null;
        }
        foreach (var (key, words) in ProposalWords.Languages.Select(w => ("at-most", w.AtMost))
            .Concat(ProposalWords.Languages.Select(w => ("at-least", w.AtLeast))))
            if (said.Take(words) is { } range)
            {
                values[key] = data;
                return range;
            }
        values["data"] = data;
        return null;
    }

    private static void Add(Dictionary<string, ImmutableArray<string>> values, string key, ImmutableArray<string> ids)
    {
        if (!ids.IsDefaultOrEmpty) values[key] = ids;
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Says what the rule does, as far as 60 letters go; numbered where it is taken.</summary>
    private static string IdOf(Effect effect, Dictionary<string, ImmutableArray<string>> values, KnowledgeBase knowledge)
    {
        var words = ((string[])["tool", "kind", "country", "data", "at-most", "at-least", "group"])
            .SelectMany(k => values.GetValueOrDefault(k, [])).Select(w => w.ToLowerInvariant());
        var id = Kebab.Name(effect);
        foreach (var word in values.ContainsKey("all-tools") ? words.Prepend("all-tools") : words)
            if (id.Length + word.Length < 60) id += "-" + word;
        for (var n = 2; ; n++)
        {
            var name = n == 2 && !knowledge.Rules.ContainsKey(id) ? id : $"{id}-{n}";
            if (!knowledge.Rules.ContainsKey(name)) return name;
        }
    }
}
