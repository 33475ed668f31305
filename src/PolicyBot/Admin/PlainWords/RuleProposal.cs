using System.Collections.Immutable;
using System.Globalization;
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
        var lifts = ProposalWords.Languages.Select(w => w.Lift).Any(said.Take);
        if ((lifts ? Effect.Permit : EffectOf(said)) is not { } effect) return null;
        var question = Understood(text, knowledge, languages);
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
        var except = ProposalWords.Languages.First(w => w.Except.IsMatch(said.Lower) || w == ProposalWords.Languages[^1]).Except;
        var exceptsTools = everything && tools.ContainsKey("tool");
        if (exceptsTools)
        {
            if (!except.IsMatch(said.Lower)) return new(null, $"all tools are meant, or {Quoted(tools["tool"])}? {Typed}");
            values.Remove("tool");
            (values["all-tools"], values["except-tool"]) = (["true"], tools["tool"]);
        }
        var (from, end) = DayWords.Read(said.Lower, today, said.Take);
        AddData(values, question.Frame.Data, said, knowledge);
        Add(values, "device", question.Frame.Devices);
        Add(values, "purpose", question.Frame.Purposes);
        var (groups, left) = GroupWords.Read(text, knowledge, except,
            (at, length) => UnreadWords.TopicsOf(Understood(text.Remove(at, length), knowledge, languages)) != UnreadWords.TopicsOf(question),
            said.Take);
        Add(values, "group", groups);
        Add(values, "except-group", left);
        if (from is { } begins) values["effective"] = [Day(begins)];
        if (end is { } ends) values["expires"] = [Day(ends)];
        var cue = exceptsTools || !left.IsEmpty ? except.Match(said.Lower) : null;
        if (cue is not null) said.Take(cue);
        if (new UnreadWords(said, t => Understood(t, knowledge, languages), knowledge).First(cue, exceptsTools, groups.Length + left.Length > 0) is { } word)
            return new(null, $"no rule is proposed: `{word}` is not read in a sentence. {Typed}");
        if (tools.Values.Sum(t => t.Length) > 1 && ((string[])["data", "group", "purpose"]).Any(k => values.GetValueOrDefault(k, []).Length > 1))
            return new(null, $"no rule is proposed: several tools with several data, purposes or groups take a rule each. {Typed}");
        values["id"] = [IdOf(effect, values, knowledge)];
        return new(new AdminCommand("rule", "add", values.ToImmutableSortedDictionary(StringComparer.Ordinal)), null);
    }

    private static Remark Typed => "Type the rule as a command: `help rule add` tells how";

    private static string Quoted(ImmutableArray<string> ids) => string.Join(", ", ids.Select(i => $"`{i}`"));

    private static Effect? EffectOf(SentenceParts said)
    {
        foreach (var (effect, words) in ProposalWords.Languages.SelectMany(w => w.Effects))
            if (said.Take(words)) return effect;
        return null;
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
        if (!vendors.IsEmpty) return new() { ["country"] = vendors };
        var kinds = question.ToolKinds.Where(k => knowledge.Set.Tools.Any(t => t.Kinds.Contains(k))).ToImmutableArray();
        if (!kinds.IsEmpty) return new() { ["kind"] = kinds };
        return everything ? new() { ["all-tools"] = ["true"] } : [];
    }

    /// <summary>"up to internal data" and "confidential and above" are ranges; else the classes named.</summary>
    private static void AddData(Dictionary<string, ImmutableArray<string>> values, ImmutableArray<string> data, SentenceParts said,
        KnowledgeBase knowledge)
    {
        if (data is [var one] && knowledge.Data[one].Level is not null)
        {
            if (ProposalWords.Languages.Any(w => said.Take(w.AtMost))) values["at-most"] = data;
            else if (ProposalWords.Languages.Any(w => said.Take(w.AtLeast))) values["at-least"] = data;
            else values["data"] = data;
        }
        else Add(values, "data", data);
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
