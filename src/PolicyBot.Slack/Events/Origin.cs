using System.Text.Json;

namespace PolicyBot.Slack.Events;

/// <summary>For which installation an event was sent. `authorizations[0]` comes before the wrapper: in shared channels the wrapper may name
/// the other side's workspace.</summary>
internal sealed record Origin(string? Team, string? Enterprise, string? BotUser, string? AppId, bool ExternallyShared)
{
    public static Origin Of(JsonElement wrapper)
    {
        var authorization = wrapper.At("authorizations").First();
        return new(
            authorization.Text("team_id") ?? wrapper.Text("team_id"),
            authorization.Text("enterprise_id") ?? wrapper.Text("enterprise_id"),
            authorization.Is("is_bot") ? authorization.Text("user_id") : null,
            wrapper.Text("api_app_id"),
            ((JsonElement?)wrapper).Is("is_ext_shared_channel"));
    }

    /// <summary>Somebody of another organisation, met in a channel shared by Slack Connect.</summary>
    public bool IsStranger(JsonElement said, SlackOptions options)
    {
        var home = said.Text("user_team") ?? said.Text("source_team") ?? said.Text("team");
        return home is not null && home != Team && !options.Serves(home, home) && (ExternallyShared || options.Enterprises.Count == 0);
    }
}
