using PolicyBot.Core.Answers;
using PolicyBot.Core.Questions;

namespace PolicyBot.Admin.Gaps;

/// <summary>The commands that may settle a gap, begun: what the question says stands in them, the rest is `...`. Each drafts the change,
/// and the gap counts as handled when that draft is published.</summary>
internal static class GapSteps
{
    /// <param name="question">As it is read today; null where its text has been erased.</param>
    public static IEnumerable<string> Of(Gap gap, Question? question)
    {
        var frame = question?.Frame ?? Frame.Empty;
        string[] tools = [.. frame.Editions.IsEmpty ? frame.Tools : frame.Editions];
        var about = string.Concat(tools.Select(t => $" --tool {t}"));
        switch (gap.Kind)
        {
            case GapKind.UnknownTool or GapKind.AskedBack:
                yield return $"gap alias {gap.Number} --tool ...";
                yield return $"tool add ... --name ... --vendor ... --country ... --kind ... --gap {gap.Number}";
                break;
            case GapKind.NoFact:
                var actor = frame.Actors.IsEmpty ? "..." : frame.Actors[0];
                yield return $"fact add ... --actor {actor} --action ...{about} --statement ... --source ... --gap {gap.Number}";
                break;
            case GapKind.NotUnderstood:
                yield return $"dimension edit data ... --add-alias ... --gap {gap.Number}";
                yield return $"contact set --name ... --gap {gap.Number}";
                break;
            default:
                var tool = about.Length == 0 ? " --all-tools" : about;
                yield return $"rule add ... --effect ...{tool}{Conditions(frame)} --gap {gap.Number}";
                yield return $"contact set --name ... --gap {gap.Number}";
                break;
        }
        yield return $"gap close {gap.Number} --why ...";
    }

    private static string Conditions(Frame frame) =>
        string.Concat(frame.Data.Select(d => $" --data {d}").Concat(frame.Devices.Select(d => $" --device {d}"))
        .Concat(frame.Purposes.Select(p => $" --purpose {p}")));
}
