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
    public static Notice Of(string title, Draft draft, params ImmutableArray<string> paragraphs) => new(title, paragraphs)
    {
        Buttons = draft.State switch
        {
            DraftState.Draft or DraftState.Rejected or DraftState.Suspended =>
                [Button("Preview", "preview", draft), Button("Discard", "discard", draft)],
            DraftState.Submitted => [Button("Preview", "preview", draft), Button("Approve", "approve", draft)],
            DraftState.Approved or DraftState.Scheduled => [Button("Preview", "preview", draft), Button("Publish", "publish", draft)],
            _ => [],
        },
        Form = draft.State == DraftState.Draft
            ? new("Submit for approval", $"draft submit {draft.Id}", "Submit", [new("why", "Why the change is made", [], Multiline: true)])
                : null,
    };

    /// <summary>Private to its person; says whom to ask.</summary>
    public static DeskOutcome Denied(AdminCommand command, ImmutableArray<string> roles, IEnumerable<string> ask, string? contact)
    {
        ImmutableArray<string> people = [.. ask.Distinct(StringComparer.Ordinal).Take(5)];
        var whom = people.IsEmpty ? contact ?? "whoever runs PolicyBot" : string.Join(", ", people);
        return DeskOutcome.Says(
            $"`{command.Noun} {command.Verb}` needs the role {string.Join(" or ", roles)}, which you do not have. Ask {whom}.")
            with { Denied = true };
    }

    public static DeskOutcome Confirm(AdminCommand command, string code) => new(new Notice($"Do you want this: {command.Line}",
        [$"It is done when you confirm within {Confirmation.Lifetime.TotalMinutes:0} minutes."])
    { Buttons = [new("Confirm", $"confirm yes {code}", Primary: true), new("Cancel", $"confirm no {code}")] });

    /// <summary>A sentence in plain words as the command that it would be; only that command, sent by the person, does anything.</summary>
    public static Notice Proposal(AdminCommand command) => new("This would be the rule. Nothing has been changed.", [command.Line])
    {
        Buttons = [new("Put it into my draft", command.Line, Primary: true)],
    };

    public static DeskOutcome Table(string title, ImmutableArray<string> head, ImmutableArray<ImmutableArray<string>> rows) => rows.IsEmpty
        ? DeskOutcome.Says($"{title}: none")
        : new(new Notice(title, []) { Tables = [new("", head, rows)] });

    public static string Line(ItemEdit edit) => edit switch
    {
        AddItem add => $"new: {edit.Item}: {string.Join("; ", add.Fields.Select(f => $"{f.Key}: {f.Value.Yaml}"))}",
        RemoveItem => $"out: {edit.Item}",
        SetField set => $"{edit.Item}: {string.Join('.', set.Path)} becomes {set.Value.Yaml}",
        ClearField clear => $"{edit.Item}: {clear.Key} is taken out",
        AddToList add => $"{edit.Item}: {add.Key} gets {YamlValue.OfText(add.Text).Yaml}",
        RemoveFromList remove => $"{edit.Item}: {remove.Key} loses {YamlValue.OfText(remove.Text).Yaml}",
        _ => edit.ToString(),
    };

    public static string State(Draft draft) => Kebab.Name(draft.State) + (draft.Reason is { } why ? $" ({why})" : "");

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static CommandButton Button(string label, string verb, Draft draft) =>
        new(label, $"draft {verb} {draft.Id}", Primary: verb is "approve" or "publish");
}
