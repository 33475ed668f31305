using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyBot.Core.Channels;
using PolicyBot.Slack.Api;
using PolicyBot.Slack.Blocks;
using PolicyBot.Slack.Events;

namespace PolicyBot.Slack;

/// <summary>What the door itself says and shows, in the person's language, outside of any reply.</summary>
internal sealed class SlackVoice(SlackApi api, PrivatePost post, SlackDirectory directory, SlackNames names, SlackErrands errands,
    SlackOptions options)
{
    public IDisplayNames Default => names(options.Language);

    public IDisplayNames In(string language) => names(language);

    /// <summary>Tells the person alone, without waiting for it.</summary>
    public void Tell(SlackAddress to, string label) => errands.Run("a private word", async cancel =>
    {
        var say = Mrkdwn.Escape((await OfAsync(to.Team, to.User, cancel)).Label(label));
        await post.SendAsync(to, JsonSerializer.SerializeToUtf8Bytes(new { text = say }), respond: true, cancel);
    });

    /// <summary>Opens a dialog; where Slack does not, the person is told.</summary>
    public void Open(Interaction by, Func<IDisplayNames, JsonObject> dialog,
        string? language = null) => errands.Run("a dialog", async cancel =>
    {
        // A trigger is good for three seconds: the language is what the button knows, else the organisation's.
        var view = dialog(names(language ?? options.Language));
        var opened = by.Trigger is { } trigger
            ? await api.OpenViewAsync(trigger, view, cancel)
            : SlackResult.Failed("no_trigger");
        if (!opened.Ok) Tell(by.Address, "slack.failed");
    });

    public void PublishHome(string team, string user) => errands.Run("the App Home", async cancel =>
        await api.PublishHomeAsync(user, Dialogs.Home(await OfAsync(team, user, cancel)), cancel));

    /// <summary>For an app with `agent_view` a call with a thread silently does nothing.</summary>
    public void SuggestPrompts(string team, string user, string channel, string thread) => errands.Run("suggested prompts", async cancel =>
    {
        var of = await OfAsync(team, user, cancel);
        await api.SuggestPromptsAsync(channel, options.AgentView ? null : thread, of.Label("slack.prompts"), Dialogs.Prompts(of), cancel);
    });

    private async ValueTask<IDisplayNames> OfAsync(string team, string user, CancellationToken cancel)
    {
        var person = await directory.IdentifyAsync(new(MessageReader.Channel, $"{team}/{user}"), cancel);
        return names(person.Locale?.Split('-', '_')[0].ToLowerInvariant() ?? options.Language);
    }
}
