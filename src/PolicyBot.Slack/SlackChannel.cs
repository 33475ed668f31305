using System.Text.Json;
using PolicyBot.Core.Channels;
using PolicyBot.Slack.Api;
using PolicyBot.Slack.Blocks;
using PolicyBot.Slack.Events;

namespace PolicyBot.Slack;

/// <summary>Slack as a way to people.</summary>
internal sealed class SlackChannel(ReplySender sender, SlackDirectory directory, SlackOptions options) : IChannel
{
    public string Name => MessageReader.Channel;

    public ValueTask<Person> IdentifyAsync(Person person, CancellationToken cancel) => directory.IdentifyAsync(person, cancel);

    public ValueTask<Person?> ByAddressAsync(string email, CancellationToken cancel) => directory.ByAddressAsync(email, cancel);

    public string Render(Reply reply) => ReplyBlocks.Render(reply);

    public string Privately(string address, bool later)
    {
        if (address.Length == 0) return address;
        var to = SlackAddress.Read(address);
        if (later) return new SlackAddress(to.Team, null, to.User).Write();
        return to.Channel is null or ['D', ..] ? address : (to with { Private = true }).Write();
    }

    public string Lane(string address)
    {
        try
        {
            var to = SlackAddress.Read(address);
            return to.Channel ?? to.User;
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return address;
        }
    }

    public async ValueTask<Delivery> SendAsync(Outgoing outgoing, CancellationToken cancel) =>
        await sender.SendAsync(outgoing, SlackAddress.Read(outgoing.Address), SentMessages.ReplyType, cancel);

    public bool ReachesContact => options.ContactChannel is { Length: > 0 };

    /// <summary>Posts to the contact's channel; replies in the thread below come back as the person's.</summary>
    public async ValueTask<Delivery> SendToContactAsync(Outgoing note, CancellationToken cancel)
    {
        if (options.ContactChannel is not { Length: > 0 } contact) return Delivery.Refused("`Slack:ContactChannel` is not set");
        var asker = SlackAddress.Read(note.Address);
        return await sender.SendAsync(note, new(asker.Team, contact, asker.User), SentMessages.ContactType, cancel);
    }
}
