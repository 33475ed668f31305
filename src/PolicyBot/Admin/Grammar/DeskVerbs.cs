using System.Collections.Immutable;
using static PolicyBot.Admin.Grammar.Values;

namespace PolicyBot.Admin.Grammar;

/// <summary>Commands about people and the life of a change: drafts, exceptions, roles.</summary>
internal static class DeskVerbs
{
    private static readonly ValueSpec Role = OneOf("role", "which", true, "policy-admin", "approver", "compliance-reviewer");

    public static ImmutableArray<VerbSpec> All { get; } =
    [
        new("draft", "list", "lists drafts", [], [Flag("mine", "yours only")], ["draft list"]),
        new("draft", "show", "shows what a draft changes", [Id("draft", "its number")], [], ["draft show 12"]),
        new("draft", "preview", "shows what a draft does to whom", [Id("draft", "its number")],
            [Day("on", "on this day alone (default: from today on, or from the day it is scheduled for)"), Number("replay", "how many of the last logged questions to ask again")],
            ["draft preview 12", "draft preview 12 --on 2027-01-01", "draft preview 12 --replay 500"]),
        new("draft", "expect", "lets the policy's cases that fail with a draft expect what it makes of them", [Id("draft", "its number")], [],
            ["draft expect 12"]),
        new("draft", "submit", "hands a draft in for approval", [Id("draft", "its number")], [NeedWords("why", "why the change is made")],
            ["draft submit 12 --why \"asked for by Legal\""]),
        new("draft", "approve", "approves a draft of another person", [Id("draft", "its number")],
            [MayWords("note", "what the approver wants to say"),
                May("seen", "what you looked at, as the console and the buttons name it; nothing else is approved")], ["draft approve 12"]),
        new("draft", "reject", "sends a draft back", [Id("draft", "its number")], [NeedWords("why", "what is wrong with it")],
            ["draft reject 12 --why \"clause 4.2 says otherwise\""]),
        new("draft", "publish", "makes an approved draft the policy", [Id("draft", "its number")], [], ["draft publish 12"],
            Destructive: true),
        new("draft", "schedule", "publishes an approved draft on a day", [Id("draft", "its number")],
            [NeedDay("on", "the day, yyyy-MM-dd")], ["draft schedule 12 --on 2027-01-01"]),
        new("draft", "discard", "gives a draft up", [Id("draft", "its number")], [], ["draft discard 12"], Destructive: true),
        new("revision", "list", "lists revisions, the newest first", [], [Number("last", "how many")], ["revision list --last 5"]),
        new("revision", "rollback", "drafts a new revision that says what an old one said", [Id("revision", "its number")],
            [NeedWords("why", "why")], ["revision rollback 41 --why \"published too early\""], Destructive: true),
        new("revision", "affected", "counts whose earlier answers have become wrong, and offers to tell them", [],
            [Number("days", "how many days back (default: 30)")],
            ["revision affected --days 14"]),
        new("revision", "tell", "tells those whom `revision affected` counted, each once", [Id("revision", "the present one's number")],
            [Need("from", "the first entry of the log"), Need("upto", "the entry after the last one")],
            ["revision tell 42 --from 9000 --upto 10423"], Destructive: true),
        new("exception", "request", "asks for an exception for yourself", [Id("tool", "the tool or edition")],
            [MayWords("purpose", "what for"), May("data", "with which data"), Day("until", "the first day without it, yyyy-MM-dd"),
                May("group", "for a group of yours")],
            ["exception request deepseek --purpose \"model comparison\" --data public --until 2027-03-01"]),
        new("exception", "grant", "grants one", [Id("exception", "its number")],
            [Day("until", "an earlier end"), Many("obligation", "a duty that comes with it"), MayWords("note", "what to say")],
            ["exception grant 7"]),
        new("exception", "deny", "refuses one", [Id("exception", "its number")], [NeedWords("why", "why")],
            ["exception deny 7 --why \"use the internal assistant\""]),
        new("exception", "revoke", "ends a granted one at once", [Id("exception", "its number")], [NeedWords("why", "why")],
            ["exception revoke 7 --why \"the project ended\""], Destructive: true),
        new("exception", "list", "lists exceptions", [],
            [Flag("open", "requested ones only"), Flag("ending", "those that end within 30 days")], ["exception list --open"]),
        new("role", "grant", "gives a person a role", [Role, Id("person", "e-mail, slack:T1/U2 or entra:object-id")], [Why],
            ["role grant approver lee@hanbit.example"]),
        new("role", "revoke", "takes a role from a person", [Role, Id("person", "e-mail, slack:T1/U2 or entra:object-id")], [Why],
            ["role revoke approver lee@hanbit.example"], Destructive: true),
        new("role", "list", "lists who has which role", [], [], ["role list"]),
        new("confirm", "yes", "does what you were asked to confirm", [Id("code", "the code you were shown")], [], ["confirm yes 7QK2"]),
        new("confirm", "no", "does not do it", [Id("code", "the code you were shown")], [], ["confirm no 7QK2"]),
    ];
}
