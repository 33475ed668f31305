using System.Text.Json;
using PolicyBot.Core.Channels;

namespace PolicyBot.Slack.Events;

/// <summary>A slash command to a private message: `/policybot ask May I ...` to the question, any other text as it stands.</summary>
internal static class CommandReader
{
    /// <summary>A response URL is good for half an hour.</summary>
    public static readonly TimeSpan ResponseUrlAge = TimeSpan.FromMinutes(29);

    public static IncomingMessage? Read(JsonElement command, DateTimeOffset now)
    {
        if (command.Text("team_id") is not { } team || command.Text("user_id") is not { } user
            || command.Text("channel_id") is not { } channel
            || command.Text("trigger_id") is not { Length: > 0 and < 180 } trigger) return null;
        var text = SlackText.Plain(command.Text("text") ?? "", null);
        var address = new SlackAddress(team, channel, user, Private: true, ResponseUrl: command.Text("response_url"),
            Until: (now + ResponseUrlAge).ToUnixTimeSeconds());
        return new(MessageReader.Channel, address.Conversation, $"command/{trigger}", MessageKind.Text,
            new(MessageReader.Channel, $"{team}/{user}") { Name = command.Text("user_name") }, WithoutAsk(text), now, address.Write())
        {
            Private = true,
        };
    }

    private static string WithoutAsk(string text) =>
        text.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries) is [var first, var rest]
            && first.Equals("ask", StringComparison.OrdinalIgnoreCase)
            ? rest.Trim()
            : text;
}
