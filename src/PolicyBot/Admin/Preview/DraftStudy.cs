using System.Collections.Immutable;
using PolicyBot.Admin.Drafts;
using PolicyBot.Admin.Editing;
using PolicyBot.Admin.Execution;
using PolicyBot.Admin.Grammar;
using PolicyBot.Admin.Subscriptions;
using PolicyBot.Core.Changes;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;
using PolicyBot.Core.Questions;
using PolicyBot.Knowledge;
using PolicyBot.Storage;

namespace PolicyBot.Admin.Preview;

/// <summary>What a draft makes of a revision: each part is worked out once, when it is first asked for. It takes time, so it is done before
/// the transaction that takes the log's head; the transaction uses it where <see cref="IsOf"/> says that nothing has moved.</summary>
internal sealed class DraftStudy
{
    private readonly Draft studied;
    private readonly DateOnly day;
    private readonly string edits;
    private readonly Dictionary<DateOnly, EffectPreview> effects = [];
    private readonly Lazy<ApprovalNeed> need;
    private readonly Lazy<ImmutableArray<CaseResult>> failing;
    private readonly Lazy<ImmutableArray<Diagnostic>> conflicts;
    private readonly Lazy<string> seal;

    private DraftStudy(Draft draft, KnowledgeBase before, ImmutableArray<KnowledgeDocument> documents, LanguagePacks languages,
        DateOnly today)
    {
        (studied, day, Before, Documents, After, edits) =
            (draft, today, before, documents, DeskGround.Load(documents, before.History), EditsOf(draft));
        ReadsAlike = KeepsNames(draft.Items, Before, After);
        need = new(() => ApprovalNeed.Of(draft, Before, After, today));
        failing = new(() => PolicyCases.Failing(After, languages, today));
        conflicts = new(() => RuleConflicts.New(Before.Set, After.Set, today));
        seal = new(() => EffectSeal.Of(Before, After, today, On));
        if (draft.Restores is null) DimensionEdits.CheckWords(Before, After);
    }

    public KnowledgeBase Before { get; }
    public KnowledgeBase After { get; }
    public ImmutableArray<KnowledgeDocument> Documents { get; }
    public ApprovalNeed Need => need.Value;
    /// <summary>Cases of the policy that come to something else than they expect.</summary>
    public ImmutableArray<CaseResult> Failing => failing.Value;
    public ImmutableArray<Diagnostic> Conflicts => conflicts.Value;
    /// <summary><see cref="EffectSeal"/> of what it does from today on.</summary>
    public string Seal => seal.Value;

    /// <exception cref="Editing.EditException">The draft does not fit the present revision.</exception>
    public static async Task<DraftStudy> OfAsync(DeskGround ground, Draft draft, LanguagePacks languages, DateOnly today) =>
        new(draft, ground.Knowledge, await ground.AfterAsync(draft), languages, today);

    /// <summary>The approvals that were given to what the draft does now: other revisions may have been published since.</summary>
    public ImmutableArray<Approval> Holding(ImmutableArray<Approval> approvals) =>
        [.. approvals.Where(a => a.Effects?.Holds(Before.Revision, day, () => Seal) == true)];

    /// <summary>Works out what the command will use.</summary>
    public async Task PrepareAsync(BotContext db, AdminCommand command, DateOnly today)
    {
        switch (command.Verb)
        {
            case "preview":
                _ = (Shown(studied, command, today), Conflicts, Failing);
                break;
            case "submit" or "expect":
                _ = Failing;
                break;
            case "publish":
                _ = (Need, Failing, Holding(studied.Approvals));
                if (await Subscribers.AnyAsync(db, Subscribers.Changes))
                    foreach (var day in Effects.TurningDays(Before, After, today).Take(ChangeNews.MostDays)) On(day);
                break;
            default:
                _ = (Need, Seal);
                break;
        }
    }

    public EffectPreview On(DateOnly day) => effects.TryGetValue(day, out var known) ? known
        : effects[day] = Effects.Compare(Before, After, day);

    /// <summary>What a preview shows: the day that is asked for alone, else the first on which the draft can be in force and each later one
    /// on which it comes to do something else.</summary>
    public ImmutableArray<EffectPreview> Shown(Draft draft, AdminCommand command, DateOnly today) => command.Day("on") is { } asked
        ? [On(asked)] : Effects.Turns(Before, After, draft.From(today), On);

    /// <summary>The draft changes no name that questions are read by (<see cref="Bot.Read"/>).</summary>
    public bool ReadsAlike { get; }

    private static bool KeepsNames(IEnumerable<ItemKey> items, KnowledgeBase before, KnowledgeBase after) =>
        items.All(i => i.Section is "rules" or "facts" or "obligations") && before.Set.Rules.Select(r => r.Clause)
            .SequenceEqual(after.Set.Rules.Select(r => r.Clause));

    /// <summary>True where the draft says the same and stands on the same revision.</summary>
    public bool IsOf(DeskGround ground, Draft draft) => ground.Head == Before.Revision && edits == EditsOf(draft);

    private static string EditsOf(Draft draft) => DraftJson.Of(new("", "", "", draft.Edits, DraftState.Draft)
    {
        Editors = [],
        Restores = draft.Restores
    });
}
