using PolicyBot.Admin.Grammar;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Admin.Drafts;

/// <summary>A command that waits for its person's yes. The role is checked again when it is confirmed.</summary>
public sealed record Confirmation(string Code, string Person, AdminCommand Command, DateTimeOffset AskedAt)
{
    public static TimeSpan Lifetime { get; } = TimeSpan.FromMinutes(10);

    /// <summary>Null: it may be carried out. A confirmation counts once; the caller takes it out of its store first.</summary>
    public Remark? Refusal(string by, DateTimeOffset at)
    {
        if (by != Person) return "only the person who was asked can confirm";
        if (at >= AskedAt + Lifetime || at < AskedAt) return $"the confirmation has expired; type the command again: {Command.Line}";
        return null;
    }
}
