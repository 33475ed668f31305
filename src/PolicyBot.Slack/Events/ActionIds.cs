namespace PolicyBot.Slack.Events;

/// <summary>Names of buttons, dialogs and their fields: what rendering writes and interactions come back with. What follows a dot only
/// makes an id unique within its message.</summary>
internal static class ActionIds
{
    public const string Ask = "ask", Share = "share", Helpful = "helpful", NotHelpful = "not-helpful", Person = "person",
        Form = "form", Send = "send",
        AskDialog = "ask-dialog";

    public const string Shortcut = "ask_policybot", GlobalShortcut = "ask_policybot_anywhere";

    /// <summary>The one field of a dialog for a text, and the one element within each field.</summary>
    public const string TextField = "text", Element = "value";

    public static string Kind(string actionId) => actionId.Split('.')[0];
}

/// <summary>The value of a button under an answer.</summary>
/// <param name="T">The turn's id.</param>
/// <param name="L">The reply's language.</param>
/// <param name="C">Who is asked.</param>
internal sealed record TurnValue(string T, string L, string? C = null);

/// <summary>What a dialog remembers between its opening and its submission (`private_metadata`).</summary>
/// <param name="A">Address to reply to.</param>
internal sealed record DialogMemory(SlackAddress A, string L, string? T = null, string? Command = null);
