using System.Collections.Immutable;
using System.Globalization;
using PolicyBot.Admin.Drafts;
using PolicyBot.Admin.Editing;
using PolicyBot.Admin.Grammar;
using PolicyBot.Core.Channels;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Admin.Execution;

/// <summary>What the desk says.</summary>
internal static class DeskNotices
{
    /// <summary>What can be done next with a draft.</summary>
    /// <param name="reader">Whoever reads it; who wrote the draft is not offered to approve it. Null: anybody.</param>
    public static Notice Of(DeskWords words, string title, Draft draft, AdminPerson? reader,
        params ImmutableArray<string> paragraphs) => new(title, paragraphs)
        {
            Buttons = draft.State switch
            {
                DraftState.Draft or DraftState.Rejected or DraftState.Suspended =>
                    [Button(words, "preview", draft), Button(words, "discard", draft)],
                DraftState.Submitted when draft.Editors.Concat(draft.EditorKeys)
                    .Any(e => reader?.Keys.Contains(e) == true) => [Button(words, "preview", draft)],
                DraftState.Submitted => [Button(words, "preview", draft), Button(words, "approve", draft)],
                DraftState.Approved or DraftState.Scheduled => [Button(words, "preview", draft), Button(words, "publish", draft)],
                _ => [],
            },
            Form = draft.State != DraftState.Draft ? null : new(words.Say("submit.title"), $"draft submit {draft.Id}", words.Say("submit.send"),
            [new("why", words.Say("submit.why"), [], Multiline: true)]),
        };

    /// <summary>Private to its person; says whom to ask: those who may do it, and those who can give the role. Where nobody holds a role
    /// yet, how the first one comes about.</summary>
    public static DeskOutcome Denied(DeskWords words, AdminCommand command, ImmutableArray<string> roles, string name, bool anybody,
        string[] may, string[] give, string? contact)
    {
        (string, string)[] slots =
            [("command", $"{command.Noun} {command.Verb}"), ("roles", string.Join(words.Say("effects.or"), roles)), ("name", name)];
        if (!anybody) return DeskOutcome.Says(words.Say("denied.nobody", slots)) with { Denied = true };
        string[] people = [.. may.Concat(give).Distinct(StringComparer.Ordinal).Take(5)];
        var whom = people.Length == 0 ? contact ?? words.Say("denied.operator") : string.Join(", ", people);
        return DeskOutcome.Says(words.Say("denied.says", [.. slots, ("whom", whom)])) with { Denied = true };
    }

    public static DeskOutcome Confirm(DeskWords words, AdminCommand command, string code) =>
        new(new Notice(words.Say("confirm.asks", ("command", command.Line)),
        [words.Say("confirm.within", ("minutes", Confirmation.Lifetime.TotalMinutes.ToString("0", CultureInfo.InvariantCulture)))])
        {
            Buttons = [new(words.Say("confirm.yes"), $"confirm yes {code}", Primary: true),
                new(words.Say("confirm.no"), $"confirm no {code}")],
        });

    /// <summary>A sentence in plain words as the command that it would be; only that command, sent by the person, does anything.</summary>
    public static Notice Proposal(DeskWords words, AdminCommand command) => new(words.Say("proposal.shown"), [command.Line])
    {
        Buttons = [new(words.Say("gap.draft-it"), command.Line, Primary: true)],
    };

    /// <summary>An edit in words; keys and values stand as the files have them.</summary>
    public static Remark Line(ItemEdit edit)
    {
        var item = edit.Item.Said;
        return edit switch
        {
            AddItem add => (Remark)$"new: {item}: {string.Join("; ", add.Fields.Select(f => $"{f.Key}: {f.Value.Yaml}"))}",
            RemoveItem => (Remark)$"out: {item}",
            SetField set => (Remark)$"{item}: {string.Join('.', set.Path)} becomes {set.Value.Yaml}",
            ClearField clear => (Remark)$"{item}: {clear.Key} is taken out",
            AddToList add => (Remark)$"{item}: {add.Key} gets {YamlValue.OfText(add.Text).Yaml}",
            RemoveFromList remove => (Remark)$"{item}: {remove.Key} loses {YamlValue.OfText(remove.Text).Yaml}",
            _ => edit.ToString(),
        };
    }

    /// <summary>Nothing was approved: the draft is not what was looked at. It can be looked at again, and is not approved from here.</summary>
    public static Notice NotAsSeen(DeskWords words, Draft draft) =>
        new(words.Say("draft.not-as-seen", ("id", draft.Id)), []) { Buttons = [Button(words, "preview", draft)] };

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>One that approves says of what: pressed after an edit, it approves nothing.</summary>
    private static CommandButton Button(DeskWords words, string verb, Draft draft) => new(words.Say("button." + verb),
        $"draft {verb} {draft.Id}{(verb == "approve" ? $" --seen {DraftJson.SealOf(draft)}" : "")}", Primary: verb is "approve" or "publish");
}
