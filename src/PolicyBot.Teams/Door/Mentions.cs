using System.Text.Json;

namespace PolicyBot.Teams.Door;

/// <summary>Takes the bot's own name out of what was written to it, as the
/// entities tell; other people's names stay, without their tags.</summary>
internal static class Mentions
{
    public static string Strip(string text, IEnumerable<JsonElement> entities, string recipient)
    {
        foreach (var entity in entities)
        {
            if (!string.Equals(entity.Text("type"), "mention", StringComparison.OrdinalIgnoreCase)) continue;
            var mentioned = entity.At("mentioned");
            var name = mentioned.Text("name");
            // Group chats are known to leave the entity's text out.
            var tag = entity.Text("text") is { Length: > 0 } told ? told : name is { Length: > 0 } ? $"<at>{name}</at>" : null;
            if (tag is null) continue;
            text = text.Replace(tag, mentioned.Text("id") == recipient ? " " : name ?? tag, StringComparison.Ordinal);
        }
        return text.Replace("&nbsp;", " ", StringComparison.Ordinal).Replace('\u00a0', ' ').Trim();
    }
}
