using System.Text.Json;
using PolicyBot.Core.Answers;
using PolicyBot.Core.Channels;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;
using PolicyBot.Slack.Events;

namespace PolicyBot.Slack.Blocks;

/// <summary>An answer in Block Kit, in the order in which an asker reads:
/// verdict, what to do, cases, why, what others did, whom to ask.</summary>
internal static class AnswerBlocks
{
    private static readonly SentenceRole[] Order =
    [
        SentenceRole.Verdict, SentenceRole.Action, SentenceRole.Case, SentenceRole.Reason, SentenceRole.Opening,
        SentenceRole.Fact, SentenceRole.Note,
        SentenceRole.Contact,
    ];

    public static void Render(Reply reply, Answer answer, MessageBuilder to)
    {
        var names = reply.Names;
        if (answer.Verdict is { } verdict)
        {
            var said = $"{Emoji(verdict)} {names.Verdict(verdict)}";
            to.Block(json => BlockKit.Header(json, said), Mrkdwn.Escape(said));
        }
        if (answer.Title.Length > 0)
        {
            to.Marked($"*{Mrkdwn.Escape(Mrkdwn.Cut(answer.Title, 300))}*");
            to.Paragraph();
        }
        foreach (var role in Order)
        {
            if (role == SentenceRole.Case && answer.ToldByCases is { } tool)
                foreach (var line in tool.Decision.Cases) Case(line, names, to);
            else
                foreach (var sentence in answer.Sentences)
                    if (sentence.Role == role) Say(sentence, to);
            to.Paragraph();
        }
        Choices(answer, names, to);
        Feedback(reply, to);
        to.Block(json => BlockKit.Context(json,
            $"{Mrkdwn.Escape(names.Label("revision"))} {Mrkdwn.Escape(Mrkdwn.Cut(answer.Revision, 100))} · {answer.AsOf:yyyy-MM-dd}"));
    }

    /// <summary>Said in a sign and a word: each alone is enough.</summary>
    public static string Emoji(Verdict verdict) => verdict switch
    {
        Verdict.Permitted => "✅",
        Verdict.PermittedWithConditions => "☑️",
        Verdict.Discouraged => "⚠️",
        Verdict.ApprovalRequired => "🔒",
        Verdict.Prohibited => "⛔",
        Verdict.Depends => "↔️",
        Verdict.NeedsReview => "🔎",
        _ => "❔",
    };

    private static void Case(CaseLine line, IDisplayNames names, MessageBuilder to)
    {
        string[] about =
        [
            .. line.When.Data.Select(names.Data), .. line.When.Editions.Select(names.Tool), .. line.When.Devices.Select(names.Device),
            .. line.When.Purposes.Select(names.Purpose),
        ];
        var duties = string.Concat(line.Obligations.Select(o => "; " + names.Obligation(o)));
        var clauses = line.Rules.Length > 0 ? $" ({string.Join(", ", line.Rules.Select(names.Rule).Distinct())})" : "";
        to.Line($"{Emoji(line.Verdict)} {(about.Length > 0 ? string.Join(", ", about) : names.Label("any-case"))}: {names.Verdict(line.Verdict)}{duties}{clauses}", "\n• ");
    }

    private static void Say(Sentence sentence, MessageBuilder to)
    {
        // What ends in a colon introduces the bullets below it.
        var bullet = !sentence.Text.EndsWith(':')
            && sentence.Role is SentenceRole.Action or SentenceRole.Case or SentenceRole.Opening or SentenceRole.Fact;
        to.Line(sentence.Text, bullet ? "\n• " : "", sentence.Links.Select(l => $"({Mrkdwn.Link(l.Url, Mrkdwn.Cut(l.Label, 200))})"));
    }

    private static void Choices(Answer answer, IDisplayNames names, MessageBuilder to)
    {
        var asks = (answer.Ask is { } ask
            ? ask.Choices.Select(c => ask.Dimension switch { "tool" => names.Tool(c), "device" => names.Device(c), _ => names.Data(c) }).Select(n => (Label: n, Ask: n)) : [])
            .Concat(answer.Suggestions.Select(s => (s.Label, s.Ask)))
            .Where(a => a.Ask.Length is > 0 and <= BlockKit.ButtonValue).DistinctBy(a => a.Ask).Take(BlockKit.ActionsElements);
        to.Buttons(asks.Select((a, i) => (Action<Utf8JsonWriter>)(json =>
            BlockKit.Button(json, $"{ActionIds.Ask}.{i}", a.Label, a.Ask))));
    }

    private static void Feedback(Reply reply, MessageBuilder to)
    {
        var names = reply.Names;
        var value = JsonSerializer.Serialize(new TurnValue(reply.TurnId, reply.Language,
            reply.Contact is { } contact ? Mrkdwn.Cut(contact, 200) : null));
        List<Action<Utf8JsonWriter>> buttons =
        [
            json => BlockKit.Button(json, ActionIds.Helpful, names.Label("helpful"), value),
            json => BlockKit.Button(json, ActionIds.NotHelpful, names.Label("not-helpful"), value),
        ];
        if (reply.Contact is not null) buttons.Add(json => BlockKit.Button(json, ActionIds.Person, names.Label("ask-person"), value));
        if (reply.To.Private) buttons.Add(json => BlockKit.Button(json, ActionIds.Share, names.Label("share"), value));
        to.Buttons(buttons);
    }
}
