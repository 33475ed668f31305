using System.Text.Json.Nodes;
using PolicyBot.Core.Answers;
using PolicyBot.Core.Channels;
using PolicyBot.Core.Knowledge;
using PolicyBot.Teams.Door;
using static PolicyBot.Teams.Cards.CardText;

namespace PolicyBot.Teams.Cards;

/// <summary>An answer: the verdict, the sentences in their order with their sources beside them, and what can be asked next.</summary>
internal static class AnswerCard
{
    private const int MostButtonsToChoose = 5;

    public static IEnumerable<JsonObject> Body(Reply reply, Answer answer, CardSize size, bool interactive)
    {
        if (reply.To.MessageId == MessageReader.WelcomeId) yield return Block(Run(reply.Names.Label("teams.welcome"), bold: true));
        if (reply.Amends) yield return Block(Run(reply.Names.Label("teams.amended"), subtle: true));
        yield return AdaptiveCard.Headline(answer.Title, Style(answer.Verdict));
        foreach (var sentence in answer.Sentences.Take(size.Items)) yield return Said(answer, sentence, size, interactive);
        if (answer.Sentences.Length > size.Items) yield return AdaptiveCard.Shortened(reply.Names);
        if (!interactive) yield break;
        var choices = Choices(reply, answer).ToArray();
        var actions = answer.Suggestions.Take(10).Select(CardActions.Ask);
        if (choices.Length <= MostButtonsToChoose)
            actions = actions.Concat(choices.Select(c => CardActions.Execute(c, CardData.Write(CardVerb.Ask, c))));
        else foreach (var part in Choosing(reply, choices)) yield return part;
        if (reply.Contact is { } contact) actions = actions.Append(CardActions.AskPerson(contact, reply.TurnId, reply.Names));
        foreach (var row in CardActions.Rows(actions)) yield return row;
    }

    /// <summary>A case stands in two columns: when, and what then. What leads up to others, or stands alone, is a paragraph.</summary>
    /// <param name="numbered">Sources have the numbers of the message's citations, where it has some.</param>
    private static JsonObject Said(Answer answer, Sentence sentence, CardSize size, bool numbered)
    {
        var links = sentence.Links.SelectMany(l => new[] { Run(" "), Link(Number(l) + Plain(l.Label, 120), l.Url) });
        if (answer.Verdict is not null && sentence.Role == SentenceRole.Case
            && sentence.Text.IndexOf(": ", StringComparison.Ordinal) is > 0 and < 120 and var colon)
            return new()
            {
                ["type"] = "ColumnSet",
                ["spacing"] = "Small",
                ["columns"] = new JsonArray(
                    AdaptiveCard.Column("2", Block(Run(Plain(sentence.Text[..colon], size.Characters), bold: true))),
                    AdaptiveCard.Column("3", Block([Run(Plain(sentence.Text[(colon + 2)..], size.Characters)), .. links]))),
            };
        var block = Block([Run((IsBullet(sentence) ? "• " : "") + Plain(sentence.Text, size.Characters),
            bold: sentence.Role == SentenceRole.Verdict), .. links]);
        if (IsBullet(sentence)) block["spacing"] = "Small";
        return block;

        string Number(SourceLink link) => numbered && AiLabel.NumberOf(answer, link) is { } number ? $"[{number}] " : "";
    }

    /// <summary>What ends in a colon introduces the bullets below it.</summary>
    private static bool IsBullet(Sentence sentence) => !sentence.Text.EndsWith(':')
        && sentence.Role is SentenceRole.Action or SentenceRole.Case or SentenceRole.Opening or SentenceRole.Fact;

    /// <summary>What the bot asks back, as far as the suggestions do not offer it already.</summary>
    private static IEnumerable<string> Choices(Reply reply, Answer answer) => answer.Ask is not { } ask ? []
        : ask.Choices.Select(id => ask.Dimension == "tool" ? reply.Names.Tool(id) : reply.Names.Data(id)).Distinct(StringComparer.Ordinal)
            .Where(n => !answer.Suggestions.Any(s => string.Equals(s.Label, n, StringComparison.OrdinalIgnoreCase)));

    private static IEnumerable<JsonObject> Choosing(Reply reply, string[] choices) =>
    [
        CardActions.Choose(CardData.InputId(CardVerb.Choose), reply.Names.Label("teams.choose"), choices.Select(n => new FormChoice(n, n))),
        CardActions.Set(CardActions.Execute(reply.Names.Label("teams.ask"), CardData.Write(CardVerb.Choose), inputs: true)),
    ];

    private static string Style(Verdict? verdict) => verdict switch
    {
        Verdict.Permitted => "good",
        Verdict.PermittedWithConditions or Verdict.Discouraged or Verdict.ApprovalRequired or Verdict.NeedsReview or Verdict.NotCovered
            or Verdict.Depends => "warning",
        Verdict.Prohibited => "attention",
        _ => "emphasis",
    };
}
