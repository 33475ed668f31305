namespace PolicyBot.Admin.PlainWords;

/// <summary>What a part of a sentence names.</summary>
internal enum Named
{
    Tool, Kind, Country, Data, Device, Purpose, Group, ExceptGroup,
}

/// <summary>A name in a sentence, or one of its words: from the first letter up to the one after the last. What is written to a Korean name
/// is none of it.</summary>
internal sealed record NamedPart(Named Named, int From, int To)
{
    public bool IsTool => Named is Named.Tool or Named.Kind or Named.Country;
}
