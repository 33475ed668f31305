using System.Collections.Immutable;
using System.Globalization;

namespace PolicyBot.Core.Policies;

/// <summary>Everything that a decision depends on beside the knowledge and the asker's exceptions, as one text.</summary>
internal static class CaseKey
{
    public static string Of(
        string tool, string? edition, ImmutableArray<string> data, ImmutableArray<string> devices, ImmutableArray<string> purposes,
        ImmutableArray<string> groups, DateOnly day) => string.Join(
            '\u001e', tool, edition, Part(data), Part(devices), Part(purposes), Part(groups),
            day.DayNumber.ToString(CultureInfo.InvariantCulture));

    private static string Part(ImmutableArray<string> ids) => ids switch
    {
        { IsDefaultOrEmpty: true } => "",
        [var one] => one,
        _ => string.Join('\u001f', ids),
    };
}
