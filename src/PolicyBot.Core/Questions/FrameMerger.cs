using System.Collections.Immutable;

namespace PolicyBot.Core.Questions;

/// <summary>Carries over what earlier turns settled: "and X?" replaces what X is of the kind of, and the rest stays; data that is "attached", or
/// in it as well, is added.</summary>
public static class FrameMerger
{
    /// <param name="undone">Ids of data that this turn says are not meant.</param>
    public static Frame Merge(Conversation conversation, Frame now, Intent intent, Cues cues, NormalizedText text,
        ImmutableArray<string> undone)
    {
        var before = conversation.Frame;
        if (conversation.Turns == 0 || before == Frame.Empty) return now;
        if (intent is Intent.Contact or Intent.Help or Intent.SmallTalk or Intent.OutOfScope) return now;
        if (StartsAfresh(now, intent, cues, text)) return now;
        var tools = now.Tools.Length > 0 ? now.Tools : before.Tools;
        var editions = now.Tools.Length > 0 ? now.Editions : EditionsMeant.EndsWhatWasSaid(cues) ? [] : before.Editions;
        if (intent is Intent.Tools or Intent.Changes && now.Tools.Length == 0
            && conversation.Intent is not (Intent.Permission or Intent.Reason or Intent.Alternatives or Intent.Exception or Intent.Changes))
            (tools, editions) = (now.Tools, now.Editions);
        if (intent is Intent.Tools or Intent.Rule) (tools, editions) = (now.Tools, now.Editions);
        var merged = new Frame
        {
            Tools = tools,
            Editions = editions,
            // "what if it isn't public?" undoes what was settled
            Data = Data(now.Data, [.. before.Data.Except(undone)], cues),
            Devices = now.PossibleDevices.Length > 0 ? now.Devices : Either(now.Devices, before.Devices),
            PossibleDevices = now.Devices.Length > 0 ? [] : Either(now.PossibleDevices, before.PossibleDevices),
            Purposes = Either(now.Purposes, before.Purposes),
            Actors = now.Actors,
            Countries = now.Countries,
        };
        if (intent == Intent.Rule && now.Data.Length + now.Devices.Length + now.Purposes.Length > 0)
            merged = merged with
            {
                Data = now.Data,
                Devices = now.Devices,
                PossibleDevices = now.PossibleDevices,
                Purposes = now.Purposes,
            };
        if (intent is not (Intent.Restrictions or Intent.Source or Intent.Reason or Intent.Clarify)
            || conversation.Intent != Intent.Restrictions) return merged;
        return now.Actors.Length + now.Countries.Length > 0 ? merged : merged with { Actors = before.Actors, Countries = before.Countries };
    }

    /// <summary>"A press release is attached" adds to what was settled.</summary>
    private static ImmutableArray<string> Data(ImmutableArray<string> now, ImmutableArray<string> before, Cues cues) =>
        now.Length > 0 && before.Length > 0 && cues.Has("adds-data") && !cues.Has("nothing-else") ? [.. before.Union(now)] : Either(now, before);

    private static ImmutableArray<string> Either(ImmutableArray<string> now, ImmutableArray<string> before) =>
        now.Length > 0 ? now : before;

    /// <summary>A question that is whole by itself is not about what came before.</summary>
    private static bool StartsAfresh(Frame now, Intent intent, Cues cues, NormalizedText text) =>
        now.Tools.Length > 0 && now.Data.Length > 0 && intent == Intent.Permission && text.Words.Length >= 6 && cues.Has("first-person");
}
