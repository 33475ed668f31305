namespace PolicyBot.Core.Channels;

/// <summary>How much of somebody a channel's directory tells: that it tells nothing is not that there is nothing.</summary>
public enum Standing
{
    /// <summary>All that it has: an e-mail address and groups that are not there are none.</summary>
    Told,

    /// <summary>It did not say, now or lately, what their e-mail address is. The groups that it maps are as they are.</summary>
    AddressUntold,

    /// <summary>It did not say, now or lately, in which of the groups that are mapped they are.</summary>
    GroupsUntold,

    /// <summary>Somebody of another organisation, who is not answered. Nothing that their own directory says of them is here.</summary>
    Stranger,
}
