using System.Text.Json;
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

    public static void Body(Utf8JsonWriter json, Reply reply, Answer answer, CardSize size, bool interactive)
    {
        if (Welcomes.Is(reply.To.MessageId)) Block(json, reply.Names.Label("teams.welcome"), bold: true);
        if (reply.Amends) Block(json, reply.Names.Label("teams.amended"), subtle: true);
        AdaptiveCard.Headline(json, answer.Title, Style(answer.Verdict));
        foreach (var sentence in answer.Sentences.Take(size.Items)) Said(json, answer, sentence, size, interactive);
        if (answer.Sentences.Length > size.Items) AdaptiveCard.Shortened(json, reply.Names);
        if (!interactive) return;
        var buttons = new CardButtons(reply.To.Private);
        var choices = Choices(reply, answer).ToArray();
        var row = answer.Suggestions.Take(10).Select(s => buttons.Execute(s.Label, new(CardVerb.Ask, s.Ask)));
        if (choices.Length <= MostButtonsToChoose) row = row.Concat(choices.Select(c => buttons.Execute(c, new(CardVerb.Ask, c))));
        else Choosing(json, reply, choices, buttons);
        if (reply.Contact is { } contact) row = row.Append(buttons.AskPerson(contact, reply.TurnId, reply.Names));
        CardButtons.Rows(json, row);
    }

    /// <summary>A case stands in two columns: when, and what then. What leads up to others, or stands alone, is a paragraph.</summary>
    /// <param name="numbered">Sources have the numbers of the message's citations, where it has some.</param>
    private static void Said(Utf8JsonWriter json, Answer answer, Sentence sentence, CardSize size, bool numbered)
    {
        if (answer.Verdict is not null && sentence.Role == SentenceRole.Case
            && sentence.Text.IndexOf(": ", StringComparison.Ordinal) is > 0 and < 120 and var colon)
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "ColumnSet"u8);
            json.WriteString("spacing"u8, "Small"u8);
            json.WriteStartArray("columns"u8);
            BeginColumn(json, "2"u8);
            Block(json, Plain(sentence.Text[..colon], size.Characters), bold: true);
            EndColumn(json);
            BeginColumn(json, "3"u8);
            BeginBlock(json);
            Run(json, Plain(sentence.Text[(colon + 2)..], size.Characters));
            Links(json, answer, sentence, numbered);
            EndBlock(json);
            EndColumn(json);
            json.WriteEndArray();
            json.WriteEndObject();
            return;
        }
        var isBullet = IsBullet(sentence);
        BeginBlock(json);
        Run(json, (isBullet ? "• " : "") + Plain(sentence.Text, size.Characters), bold: sentence.Role == SentenceRole.Verdict);
        Links(json, answer, sentence, numbered);
        EndBlock(json, close: isBullet);
    }

    private static void Links(Utf8JsonWriter json, Answer answer, Sentence sentence, bool numbered)
    {
        foreach (var link in sentence.Links)
        {
            Run(json, " ");
            var number = numbered && AiLabel.NumberOf(answer, link) is { } n ? $"[{n}] " : "";
            Link(json, number + Plain(link.Label, 120), link.Url);
        }
    }

    private static void BeginColumn(Utf8JsonWriter json, ReadOnlySpan<byte> width)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "Column"u8);
        json.WriteString("width"u8, width);
        json.WriteStartArray("items"u8);
    }

    private static void EndColumn(Utf8JsonWriter json)
    {
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>What ends in a colon introduces the bullets below it.</summary>
    private static bool IsBullet(Sentence sentence) => !sentence.Text.EndsWith(':')
        && sentence.Role is SentenceRole.Action or SentenceRole.Case or SentenceRole.Opening or SentenceRole.Fact;

    /// <summary>What the bot asks back, as far as the suggestions do not offer it already.</summary>
    private static IEnumerable<string> Choices(Reply reply, Answer answer) => answer.Ask is not { } ask ? []
        : ask.Choices.Select(id => ask.Dimension == "tool" ? reply.Names.Tool(id) : reply.Names.Data(id)).Distinct(StringComparer.Ordinal)
            .Where(n => !answer.Suggestions.Any(s => string.Equals(s.Label, n, StringComparison.OrdinalIgnoreCase)));

    private static void Choosing(Utf8JsonWriter json, Reply reply, string[] choices, CardButtons buttons)
    {
        CardInputs.Choose(json, CardData.InputId(CardVerb.Choose), reply.Names.Label("teams.choose"),
            choices.Select(n => new FormChoice(n, n)));
        CardButtons.Set(json, buttons.Execute(reply.Names.Label("teams.ask"), new(CardVerb.Choose), inputs: true));
    }

    private static ReadOnlySpan<byte> Style(Verdict? verdict) => verdict switch
    {
        Verdict.Permitted => "good"u8,
        Verdict.PermittedWithConditions or Verdict.Discouraged or Verdict.ApprovalRequired or Verdict.NeedsReview or Verdict.NotCovered
            or Verdict.Depends => "warning"u8,
        Verdict.Prohibited => "attention"u8,
        _ => "emphasis"u8,
    };
}
