namespace PolicyBot.Core.Channels;

/// <summary>Tells the host what has become of the addresses that it keeps for later notes. Both return at once; what is stored follows
/// within seconds.</summary>
public interface IAddressBook
{
    /// <summary>An address as an activity has just shown it: what is stored for the same lane is renewed by it
    /// (<see cref="IChannel.Renewed"/>).</summary>
    void Seen(string channel, string address);

    /// <summary>The bot was taken out of the lane of that address: nothing is sent there any more.</summary>
    void Gone(string channel, string address);
}
