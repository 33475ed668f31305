namespace PolicyBot.Core.Channels;

/// <summary>Finds out what people point at who press a button of the channel's own under a sent message, or write below it.</summary>
public interface ISentReplies
{
    /// <summary>The turn whose reply, or with <paramref name="toContact"/> whose note to the contact, was delivered
    /// with this <see cref="Delivery.Reference"/>; null: none.</summary>
    ValueTask<string?> TurnOfAsync(string channel, string reference, bool toContact, CancellationToken cancel);
}
