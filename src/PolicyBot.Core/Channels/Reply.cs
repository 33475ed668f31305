using System.Collections.Immutable;
using PolicyBot.Core.Answers;

namespace PolicyBot.Core.Channels;

/// <summary>A reply to render: an <see cref="Answer"/> or a <see cref="Notice"/>, never both.</summary>
/// <param name="TurnId">Names the turn in feedback and in what the channel
/// keeps with the sent message. URL-safe, at most 40 characters.</param>
/// <param name="Language">ISO 639-1, of the reply's own words.</param>
public sealed record Reply(string TurnId, IncomingMessage To, string Language)
{
    public Answer? Answer { get; init; }
    public Notice? Notice { get; init; }

    /// <summary>Names to show for ids: tools, editions, data classes, rules' clauses ... in <see cref="Language"/>.</summary>
    public required IDisplayNames Names { get; init; }

    /// <summary>A person can be asked: the organisation's contact is known, and the channel reaches it. Its name, to show on the button.</summary>
    public string? Contact { get; init; }

    /// <summary>It is a note to the contact, about which they can write back to whoever asked.</summary>
    public bool ToContact { get; init; }

    /// <summary>The answer amends the one given before to the message that was edited.</summary>
    public bool Amends { get; init; }
}

/// <summary>Names to show for the knowledge base's ids.</summary>
public interface IDisplayNames
{
    string Tool(string toolOrEdition);
    string Verdict(Knowledge.Verdict verdict);
    string Data(string id);
    string Device(string id);
    string Purpose(string id);
    string Obligation(string id);
    /// <summary>The rule's clause as the policy spells it, or its id.</summary>
    string Rule(string id);
    /// <summary>A fixed label of a channel's user interface, by key (`phrases.*.yaml`, `ui.*`).</summary>
    string Label(string key);
}

/// <summary>A reply that is no answer: a help page, a denial, a preview, a confirmation, a form. Channel-neutral; all text is plain and
/// is shown as text.</summary>
public sealed record Notice(string Title, ImmutableArray<string> Paragraphs)
{
    /// <summary>Rows under a head, shown as a table or as lines.</summary>
    public ImmutableArray<NoticeTable> Tables { get; init; } = [];
    public ImmutableArray<CommandButton> Buttons { get; init; } = [];
    public CommandForm? Form { get; init; }

    /// <summary>Plain text, for the command line and as a fallback.</summary>
    public string Text => NoticeText.Render(this);
}

public sealed record NoticeTable(string Caption, ImmutableArray<string> Head, ImmutableArray<ImmutableArray<string>> Rows);

/// <summary>A button; pressing it sends <paramref name="Command"/> as a message of whoever pressed it.</summary>
/// <param name="Confirm">Asked before it is sent, where it destroys something; else null.</param>
public sealed record CommandButton(string Label, string Command, bool Primary = false, string? Confirm = null);

/// <summary>A form; sending it sends <paramref name="Command"/> with each filled field as ` --name "value"` behind it.</summary>
public sealed record CommandForm(string Title, string Command, string Submit, ImmutableArray<FormField> Fields);

/// <summary>A field of a form. With <paramref name="Choices"/> one of these is chosen, else text is typed.</summary>
public sealed record FormField(string Name, string Label, ImmutableArray<FormChoice> Choices, bool Required = true, bool Multiline = false,
    string? Value = null);

public sealed record FormChoice(string Value, string Label);
