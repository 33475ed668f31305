using System.Collections.Immutable;
using PolicyBot.Core.Channels;

namespace PolicyBot.Admin.Execution;

/// <summary>Who a command comes from.</summary>
/// <param name="Key">The same for every channel that knows the person's e-mail address; else the channel's id.</param>
/// <param name="Keys">All that roles may be given to: the e-mail address and the channel's id, lower case.</param>
/// <param name="Groups">As the organisation's own records have them.</param>
public sealed record AdminPerson(string Key, ImmutableArray<string> Keys, ImmutableArray<string> Groups)
{
    /// <summary>ISO 639-1: of what they are told.</summary>
    public string Language { get; init; } = "en";

    /// <summary>Roles that the console's session came with: the provider's
    /// claims, or the sign-in link's. Empty at every other door.</summary>
    public ImmutableArray<string> SessionRoles { get; init; } = [];

    /// <summary>Signed in to the console by the link that `serve` prints.</summary>
    public bool ByLink { get; init; }

    /// <summary>What a caller of the local door says of itself is not believed: neither groups nor an address.</summary>
    public static AdminPerson Of(Person person)
    {
        var id = Clean($"{(person.Channel == "teams" ? "entra" : person.Channel)}:{person.Id}");
        if (person.Channel == "local") return new(id, [id], []);
        return person.Email is { Length: > 0 } email ? new(Clean(email), [Clean(email), id], person.Groups) : new(id, [id], person.Groups);
    }

    /// <summary>The operator at the shell.</summary>
    public static AdminPerson OfShell(string user) => new(Clean("shell:" + user), [Clean("shell:" + user)], []);

    /// <summary>A person as typed or as set.</summary>
    public static string Clean(string person) => person.Trim().ToLowerInvariant();
}
