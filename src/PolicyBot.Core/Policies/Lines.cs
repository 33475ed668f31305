using System.Collections.Immutable;

namespace PolicyBot.Core.Policies;

/// <summary>What a line is about, for each of the things that a question leaves open.</summary>
internal static class Lines
{
    public static CaseSelector OfData(IEnumerable<string?> data) => new([.. data.OfType<string>()], [], [], []);

    public static CaseSelector OfEditions(ImmutableArray<string> data, ImmutableArray<string> editions) => new(data, editions, [], []);

    public static CaseSelector OfDevices(ImmutableArray<string> data, ImmutableArray<string> devices) => new(data, [], devices, []);

    public static CaseSelector OfPurposes(ImmutableArray<string> data, ImmutableArray<string> purposes) => new(data, [], [], purposes);
}
