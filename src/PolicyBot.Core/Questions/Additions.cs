namespace PolicyBot.Core.Questions;

/// <summary>Reads turns that add something to a case that is settled, and name nothing of it: "even if a person decides?", "저 약사인데요".</summary>
internal static class Additions
{
    /// <summary>True where a short turn follows a verdict, or a question back, and nothing was recognised in it.</summary>
    public static bool IsToCase(Findings found) =>
        found is { Subject: false, Topic: false, Actor: false, Clause: false, ShortFollowUp: true }
        && (found.Conversation.Candidates.Length > 0 || IsCase(found.Conversation.Frame)
            && found.Conversation.Intent is Intent.Permission or Intent.Reason or Intent.Alternatives or Intent.Exception);

    private static bool IsCase(Frame frame) => frame.Tools.Length + frame.Data.Length + frame.Purposes.Length > 0;

    /// <summary>Null where the turn adds nothing, or speaks of something else.</summary>
    /// <param name="namesGroup">A group of the organisation is named.</param>
    public static Addition? Of(Cues cues, bool namesGroup)
    {
        if (cues.Any("other-subject", "greeting", "thanks", "bye")) return null;
        if (cues.Has("names-left-out")) return Addition.NamesLeftOut;
        if (cues.Where("told-of-person") is { From: 0 } || cues.Has("ends-told-of-person")) return Addition.Person;
        if (cues.Where("adds-to-case") is not { From: 0 } && !cues.Has("ends-an-addition")) return null;
        return namesGroup ? Addition.Person : Addition.Other;
    }

    /// <summary>What a question says of its data on the way: "can I put anonymised complaints into ChatGPT?"</summary>
    public static Addition? Within(Cues cues, Findings found) => found.Subject && cues.Has("names-left-out") ? Addition.NamesLeftOut : null;
}
