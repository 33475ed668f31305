using System.Collections.Immutable;
using PolicyBot.Core.Changes;
using PolicyBot.Core.Knowledge;
using PolicyBot.Knowledge;

namespace PolicyBot.Admin.Preview;

/// <summary>What a change does that no verdict of a closed case shows: which words questions are read by, which purpose or device they are
/// decided for where they name none, who may waive rules, and that not everything could be compared.</summary>
internal static class BesideVerdicts
{
    private const int MostNames = 12;

    public static ImmutableArray<Remark> Of(KnowledgeBase before, KnowledgeBase after, CaseSpace space) =>
    [
        .. space.EveryMembership ? Array.Empty<Remark>() :
            ["people can be in more combinations of these groups than can be compared: what only people of many groups meet may be missing here"],
        .. MovedWord.Of(before, after).Select(Of), .. MovedAssumption.Of(before, after).Select(Of),
        .. WaiverChange.Of(before, after).Select(Of),
        .. NewWaivers.Of(before, after).Select(Of),
    ];

    private static Remark Of(MovedWord word) =>
        $"questions with {Spelling.Quote(word.Word)} are read otherwise: so far it named {Ids(word.Was)}, from now on {Ids(word.Now)}";

    private static Remark Of(MovedAssumption moved) => moved.Tools.IsEmpty
        ? (Remark)$"questions that name no device are decided otherwise: so far for {One(moved.Was)}, from now on for {One(moved.Now)}"
        : $"questions about {Some(moved.Tools)} that name no purpose are decided otherwise: so far for {One(moved.Was)}, from now on for {One(moved.Now)}";

    private static Remark Some(ImmutableArray<string> ids) => ids.Length <= MostNames ? Ids(ids)
        : (Remark)$"{Ids([.. ids.Take(MostNames)])} and {ids.Length - MostNames} more";

    private static Remark One(string? id) => id is null ? "none" : Remark.AsTyped(Spelling.Quote(id));

    private static Remark Of(WaiverChange change) =>
        $"who may waive the rule {Spelling.Quote(change.Rule)}: so far {Group(change.Was)}, from now on {Group(change.Now)}";

    private static Remark Of(NewWaivers more) =>
        $"who may waive {Ids(more.Rules)}: from now on members of {Spelling.Quote(more.Group)} as well, a group below {Spelling.Quote(more.Above)}";

    private static Remark Ids(ImmutableArray<string> ids) =>
        ids.IsEmpty ? "nothing" : Remark.Join(", ", ids.Select(id => Remark.AsTyped(Spelling.Quote(id))));

    private static Remark Group(string? group) => group is null ? "nobody" : Remark.AsTyped(Spelling.Quote(group));
}
