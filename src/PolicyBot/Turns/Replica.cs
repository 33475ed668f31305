using System.Security.Cryptography;

namespace PolicyBot.Turns;

/// <summary>This process among those that share the database.</summary>
public sealed class Replica
{
    /// <summary>New at each start: what a killed process had leased is not this one's.</summary>
    public string Id { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
}
