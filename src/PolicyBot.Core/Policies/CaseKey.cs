using System.Collections.Immutable;
using System.Globalization;

namespace PolicyBot.Core.Policies;

/// <summary>Everything that a decision depends on beside the knowledge and the asker's exceptions, as one text.</summary>
internal static class CaseKey
{
    public static string Of(OpenCase open, ImmutableArray<string> groups) => string.Join(
        '\u001e', open.Tool, open.Edition, Data(open), Part(open.Devices), Part(open.PossibleDevices), Part(open.Purposes),
        Part(groups), open.Day.DayNumber.ToString(CultureInfo.InvariantCulture));

    /// <summary>The ids; an asterisk for data that was named and not understood.</summary>
    private static string Data(OpenCase open) => open.DataUnread ? "*" : Part(open.Data);

    private static string Part(ImmutableArray<string> ids) => ids switch
    {
        { IsDefaultOrEmpty: true } => "",
        [var one] => one,
        _ => string.Join('\u001f', ids),
    };
}
