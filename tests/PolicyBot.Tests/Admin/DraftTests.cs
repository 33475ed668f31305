using System.Collections.Immutable;
using CsCheck;
using PolicyBot.Admin.Drafts;
using PolicyBot.Admin.Editing;
using PolicyBot.Admin.Grammar;
using PolicyBot.Core.Knowledge;
using PolicyBot.Knowledge;
using PolicyBot.Tests.Knowledge;
using Xunit;

namespace PolicyBot.Tests.Admin;

public sealed class DraftTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);
    private static readonly IReadOnlyList<KnowledgeDocument> Base = SmallKnowledge.With();
    private static readonly KnowledgeBase Knowledge = new(KnowledgeLoader.Load(Base).Set!);
    private static readonly string Head = KnowledgeDocument.RevisionOf(Base);
    private static readonly ItemKey Ban = new("rules", "no-deepseek");
    private static readonly ItemEdit Soften = new SetField(Ban, ["effect"], YamlValue.OfText("discourage"));
    private static readonly ApprovalNeed One = new(1, []);

    [Fact]
    public void A_change_goes_from_draft_to_publication_through_another_persons_hands()
    {
        var submitted = Taken(DraftSteps.Submit(Written(), "asked for"));
        var approved = Taken(DraftSteps.Approve(submitted, By("lee"), One, Knowledge));
        Assert.Equal(DraftState.Approved, approved.State);
        Assert.Equal(DraftState.Published, Taken(DraftSteps.Publish(approved, Head, One, [], Knowledge, Today)).State);
    }

    [Fact]
    public void Nobody_approves_what_they_wrote_or_helped_to_write()
    {
        var submitted = Taken(DraftSteps.Submit(Taken(DraftSteps.Edit(Written(), "lee", Soften)), "why"));
        foreach (var by in (string[])["kim", "lee"])
            Assert.Equal("a change is approved by another person than those who wrote it",
                DraftSteps.Approve(submitted, By(by), One, Knowledge).Refusal?.ToString());
    }

    [Fact]
    public void Two_people_are_two_different_people()
    {
        var need = new ApprovalNeed(2, []);
        var once = Taken(DraftSteps.Approve(Taken(DraftSteps.Submit(Written(), "why")), By("lee"), need, Knowledge));
        Assert.Equal(DraftState.Submitted, once.State);
        Assert.Contains("1 of 2 have approved", DraftSteps.Approve(once, By("lee"), need, Knowledge).Refusal?.ToString(),
            StringComparison.Ordinal);
        Assert.Equal(DraftState.Approved, Taken(DraftSteps.Approve(once, By("park"), need, Knowledge)).State);
    }

    [Fact]
    public void A_rule_that_a_group_may_waive_needs_a_yes_of_that_group()
    {
        var need = new ApprovalNeed(1, ["security"]);
        var submitted = Taken(DraftSteps.Submit(Written(), "why"));
        Assert.Equal(DraftState.Submitted, Taken(DraftSteps.Approve(submitted, By("lee"), need, Knowledge)).State);
        Assert.Equal(DraftState.Approved, Taken(DraftSteps.Approve(submitted, By("lee", "security"), need, Knowledge)).State);
    }

    [Fact]
    public void An_edit_after_approval_takes_the_approval_back()
    {
        var approved = Taken(DraftSteps.Approve(Taken(DraftSteps.Submit(Written(), "why")), By("lee"), One, Knowledge));
        var edited = Taken(DraftSteps.Edit(approved, "kim", Soften));
        Assert.Equal((DraftState.Draft, 0), (edited.State, edited.Approvals.Length));
    }

    [Fact]
    public void Failing_cases_another_head_and_a_later_day_keep_a_change_from_publication()
    {
        var approved = Taken(DraftSteps.Approve(Taken(DraftSteps.Submit(Written(), "why")), By("lee"), One, Knowledge));
        Assert.Contains("cases of the policy fail",
            DraftSteps.Publish(approved, Head, One, ["Can I?"], Knowledge, Today).Refusal?.ToString(), StringComparison.Ordinal);
        Assert.Contains("rebased first", DraftSteps.Publish(approved, "else", One, [], Knowledge, Today).Refusal?.ToString(),
            StringComparison.Ordinal);
        Assert.Contains("two other people", DraftSteps.Publish(approved, Head, new(2, []), [], Knowledge, Today).Refusal?.ToString(),
            StringComparison.Ordinal);
        var scheduled = Taken(DraftSteps.Schedule(approved, Today.AddDays(3), Today));
        Assert.Equal("draft 1 is scheduled for 2026-11-27",
            DraftSteps.Publish(scheduled, Head, One, [], Knowledge, Today).Refusal?.ToString());
        Assert.Equal(DraftState.Published, Taken(DraftSteps.Publish(scheduled, Head, One, [], Knowledge, Today.AddDays(3))).State);
        Assert.Contains("not after today", DraftSteps.Schedule(approved, Today, Today).Refusal?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Drafts_of_one_item_conflict_and_others_rebase()
    {
        var approved = Taken(DraftSteps.Approve(Taken(DraftSteps.Submit(Written(), "why")), By("lee"), One, Knowledge));
        var other = Taken(DraftSteps.Edit(DraftSteps.Begin("2", "park", Head), "park",
            new AddToList(new("tools", "chatgpt"), "aliases", "GPT chat")));
        Assert.Empty(Rebase.Conflicts(approved, other));
        Assert.Equal([Ban], Rebase.Conflicts(approved, Written("3")));

        var head = KnowledgeEditor.With(Base, KnowledgeEditor.Apply(Base, other.Edits).Changed);
        var rebased = Rebase.Onto(approved, Base, head);
        Assert.Equal((DraftState.Approved, KnowledgeDocument.RevisionOf(head)), (rebased.State, rebased.BaseRevision));

        var moved = KnowledgeEditor.With(Base,
            KnowledgeEditor.Apply(Base, [new SetField(Ban, ["clause"], YamlValue.OfText("9.9"))]).Changed);
        var suspended = Rebase.Onto(approved, Base, moved);
        Assert.Equal((DraftState.Suspended, "another revision has changed `no-deepseek` of `rules`", 0),
            (suspended.State, suspended.Reason!.ToString(), suspended.Approvals.Length));
        Assert.Equal(DraftState.Draft, Taken(Rebase.ByHand(suspended, moved)).State);
    }

    [Fact]
    public void What_a_change_needs_follows_from_what_it_permits_and_whose_rules_it_touches()
    {
        KnowledgeBase With(string rule) => new(KnowledgeLoader.Load(SmallKnowledge.With(("policy/b.yaml", $"rules: [{rule}]"))).Set!);
        var draft = DraftSteps.Begin("1", "kim", Head) with
        { Edits = [new SetField(new("rules", "w"), ["effect"], YamlValue.OfText("permit"))] };
        var before = With("{id: w, effect: forbid, tools: {all: true}, waivable-by: security}");
        var open = ApprovalNeed.Of(draft, before, With("{id: w, effect: permit, tools: {all: true}}"), Today);
        Assert.Equal((2, "security"), (open.Approvals, Assert.Single(open.Groups)));
        Assert.Equal(1, ApprovalNeed.Of(draft, before,
            With("{id: w, effect: permit, tools: {all: true}, when: {data: {at-most: public}}}"), Today).Approvals);
    }

    [Fact]
    public void A_confirmation_is_its_persons_own_and_expires()
    {
        var at = new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);
        var asked = new Confirmation("7QK2", "kim", AdminGrammar.ReadLine("draft publish 1").Command!, at);
        Assert.Null(asked.Refusal("kim", at.AddMinutes(9)));
        Assert.Equal("only the person who was asked can confirm", asked.Refusal("lee", at)?.ToString());
        Assert.Equal("the confirmation has expired; type the command again: draft publish 1",
            asked.Refusal("kim", at.AddMinutes(10))?.ToString());
    }

    [Fact]
    public void Whatever_steps_are_taken_nothing_is_published_without_the_approvals_it_needs() => Gen.Select(Gen.Int[1, 2],
        Gen.Int[0, 8].Array[1, 30], Gen.Int[0, 3].Array[30]).Sample((need, steps, people) =>
    {
        var needs = new ApprovalNeed(need, []);
        string[] names = ["kim", "lee", "park", "choi"];
        var draft = DraftSteps.Begin("1", "kim", Head);
        for (var i = 0; i < steps.Length; i++)
        {
            var by = names[people[i]];
            var step = steps[i] switch
            {
                0 => DraftSteps.Edit(draft, by, Soften),
                1 => DraftSteps.Submit(draft, "why"),
                2 or 3 => DraftSteps.Approve(draft, By(by), needs, Knowledge),
                4 => DraftSteps.Reject(draft, "no"),
                5 => DraftSteps.Schedule(draft, Today.AddDays(1), Today),
                6 => DraftSteps.Publish(draft, Head, needs, [], Knowledge, Today.AddDays(i % 2)),
                7 => Rebase.Onto(draft, Base, Base),
                _ => DraftSteps.Discard(draft),
            };
            Assert.True(step.Draft is null ^ step.Refusal is null);
            if (draft.State is DraftState.Published or DraftState.Discarded) Assert.True(step.Draft is null || step.Draft == draft);
            draft = step.Draft ?? draft;
            if (draft.State is not (DraftState.Approved or DraftState.Scheduled or DraftState.Published)) continue;
            Assert.True(draft.Approvals.Select(a => a.By).Distinct().Count() >= need);
            Assert.DoesNotContain(draft.Approvals, a => draft.Editors.Contains(a.By));
        }
    }, iter: 3000);

    private static Draft Written(string id = "1") => Taken(DraftSteps.Edit(DraftSteps.Begin(id, "kim", Head), "kim", Soften));

    private static Draft Taken(Step step) => Assert.IsType<Draft>(step.Draft);

    private static Approval By(string person, params ImmutableArray<string> groups) => new(person, groups, default, null);
}
