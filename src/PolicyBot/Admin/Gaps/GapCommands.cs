using System.Collections.Immutable;
using System.Globalization;
using PolicyBot.Admin.Editing;
using PolicyBot.Admin.Execution;
using PolicyBot.Admin.Grammar;
using PolicyBot.Admin.Preview;
using PolicyBot.Core.Answers;
using PolicyBot.Core.Channels;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Questions;
using PolicyBot.Knowledge;
using PolicyBot.Storage;

namespace PolicyBot.Admin.Gaps;

/// <summary>`gap list|show|alias|close`. The log keeps the numbers of the gaps that were shown, not the questions: those stand in their own
/// entries, where an erasure finds them.</summary>
internal sealed class GapCommands(KnowledgeBase knowledge, LanguagePacks languages, DeskWords words, TimeProvider time)
{
    public const int MostListed = 30, MostShown = 10, Days = 90;

    public Task<DeskOutcome> ExecuteAsync(BotContext db, AdminCommand command) => command.Verb switch
    {
        "list" => ListAsync(db, command),
        "close" => CloseAsync(db, command),
        _ => ShowAsync(db, command),
    };

    /// <summary>`gap alias` as the `alias add` that it is.</summary>
    /// <exception cref="EditException">There is no such gap, or its question holds no name that the bot does not know.</exception>
    public async Task<AdminCommand> AliasAsync(BotContext db, AdminCommand command)
    {
        var (gap, _) = await FindAsync(db, command);
        var alias = command["alias"] ?? (gap.Question is { } text ? NameIn(Read(text)) : null)
            ?? throw new EditException(words.Say("gap.no-name"));
        var values = command.Values.Remove("tool").SetItem("id", [command.Need("tool")]).SetItem("alias", [alias]);
        return new("alias", "add", values);
    }

    private async Task<DeskOutcome> ListAsync(BotContext db, AdminCommand command)
    {
        var days = int.TryParse(command["days"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked)
            ? Math.Clamp(asked, 1, 3_650) : Days;
        GapKind? kind = command["kind"] is { } word && Kebab.TryParse<GapKind>(word, out var only) ? only : null;
        var gaps = await GapQuery.ListAsync(db, kind, time.GetUtcNow().AddDays(-days), command.Has("latest"), MostListed,
            CancellationToken.None);
        var table = words.Table(words.Say("gap.list"), ["col.id", "col.kind", "col.times", "col.last", "col.question", "col.draft"],
            [.. gaps.Select(g => (ImmutableArray<string>)[Number(g.Number), Kind(g.Kind), Number(g.Times), Day(g.Last),
                Shortened(g.Question), g.Draft is { } draft ? Number(draft) : "-"])]);
        return Shown(table, gaps.Select(g => g.Number));
    }

    private async Task<DeskOutcome> ShowAsync(BotContext db, AdminCommand command)
    {
        var (gap, shown) = await FindAsync(db, command);
        var question = gap.Question is { } text ? Read(text) : null;
        var title = words.Say("gap.title", ("id", Number(gap.Number)), ("kind", Kind(gap.Kind)), ("times", Number(gap.Times)));
        var times = shown.Select(s => $"{Day(s.At)}: {Shortened(s.Question)}{Reason(s.Reason)}");
        var draft = gap.Draft is { } number ? [words.Say("gap.in-draft", ("id", Number(number)))] : Array.Empty<string>();
        var name = question is null ? null : NameIn(question);
        var notice = new Notice(title, [.. times, .. draft, words.Say("gap.settle"), .. GapSteps.Of(gap, question)])
        {
            Buttons = name is null ? [] : [.. question!.Candidates.Take(4).Select(c =>
                new CommandButton(words.Say("gap.means", ("tool", words.Tool(c, knowledge))), $"gap alias {gap.Number} --tool {c}"))],
            Form = name is not null
                ? new(words.Say("gap.as-alias"), $"gap alias {gap.Number}", words.Say("gap.draft-it"),
                    [new("tool", words.Say("gap.tool-field"), []), new("alias", words.Say("gap.alias-field"), [], Value: name)])
                : new(words.Say("gap.close"), $"gap close {gap.Number}", words.Say("gap.close"),
                    [new("why", words.Say("why"), [], Multiline: true)]),
        };
        return Shown(new(notice), [gap.Number]);
    }

    private async Task<DeskOutcome> CloseAsync(BotContext db, AdminCommand command)
    {
        if (!await GapMarks.CloseAsync(db, NumberIn(command))) throw Unknown(command);
        return DeskOutcome.Says(words.Say("gap.closed", ("id", command.Need("gap")))) with
        { About = $"gap-{command.Need("gap")}", Reason = command.Need("why") };
    }

    private async Task<(Gap Gap, ImmutableArray<GapShown> Shown)> FindAsync(BotContext db, AdminCommand command) =>
        await GapQuery.FindAsync(db, NumberIn(command), MostShown, CancellationToken.None) ?? throw Unknown(command);

    private long NumberIn(AdminCommand command) =>
        long.TryParse(command.Need("gap"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : throw Unknown(command);

    private EditException Unknown(AdminCommand command) => new(words.Say("gap.unknown", ("id", command.Need("gap"))));

    private DeskOutcome Shown(DeskOutcome outcome, IEnumerable<long> numbers)
    {
        var ids = string.Join(", ", numbers.Select(Number));
        return outcome with { About = "gaps", Logged = words.Say("gap.logged", ("ids", ids.Length == 0 ? "-" : ids)) };
    }

    /// <summary>The question as it is read today.</summary>
    private Question Read(string text) => QuestionReader.Read(text, Conversation.Fresh, null, knowledge, languages);

    /// <summary>The name in a question that the bot does not know; null: there is none.</summary>
    public static string? NameIn(Question question) => question.UnknownTool
        ?? (question.Unclear is { Length: > 0 } unclear ? unclear : null);

    private string Kind(GapKind kind) => words.Say("gap.kind." + Kebab.Name(kind));

    private string Shortened(string? text) => text is null ? words.Say("erased") : ReplayWords.Shortened(text);

    private string Reason(string? why) => string.IsNullOrEmpty(why) ? "" : $" ({words.Say("gap.reason", ("reason", Shortened(why)))})";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private string Day(DateTimeOffset at) => DeskNotices.Day(OrganisationTime.DayOf(knowledge.Set, at));
}
