using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Questions;

/// <summary>Makes the question of what a text names and asks, with what the conversation has settled.</summary>
internal sealed class Understanding(string text, string language, Naming naming, Meant meant, ToolReading tools, Reading reading, Cues cues,
    Conversation conversation, KnowledgeBase kb, Lexicon lexicon)
{
    private static readonly (FactAction Action, string Cue)[] ActionCues =
        [.. Enum.GetValues<FactAction>().Select(a => (a, "act-" + Kebab.Name(a)))];

    private readonly Frame frame = reading.Frame;
    private readonly Findings found = reading.Found;

    /// <param name="intent">Null where nothing says what is asked.</param>
    public Question Question(Intent? intent)
    {
        var question = Told(intent ?? Intent.OutOfScope);
        if (naming.LookAlike is { } lookAlike && intent is null or Intent.Permission or Intent.Reason && frame.Tools.Length == 0
            && (intent is Intent.Reason || cues.Has("permission") || conversation.Turns > 0))
            return question with { Intent = Intent.Permission, UnknownTool = Strangers.AsTyped(lookAlike, text) };
        if (IsAskedBack(intent))
            return Clarify(question, tools.Candidates, tools.Unclear, misspelt: false, intent ?? Intent.Permission,
                Merged(frame with { Tools = [], Editions = [] }, Intent.Permission));
        if (naming.Unsure is { Word: { } word } unsure && MayBeMisspelt(intent))
            return Clarify(question, Likely(unsure), word, misspelt: true, intent ?? Intent.Permission, Merged(frame, Intent.Permission));
        return intent is { } asked ? Settled(question, asked) : Beside(question);
    }

    /// <summary>The question as the text alone tells it.</summary>
    private Question Told(Intent intent) => new()
    {
        Text = text,
        Language = language,
        Intent = intent,
        Frame = frame,
        Clauses = reading.Clauses,
        ActorKinds = reading.ActorKinds,
        ToolKinds = reading.ToolKinds,
        ToolCountries = tools.ToolCountries,
        Region = intent == Intent.Restrictions ? meant.Region : null,
        UsStates = AsksOfStates() && frame.Countries.All(c => c.StartsWith("US", StringComparison.Ordinal)),
        AnyoneThere = cues.Has("anyone-there") || reading.FewWords && frame.Countries.Length > 0
            && conversation is { Intent: Intent.Restrictions, Frame: { Countries.Length: 0, Actors.Length: 0 }, ActorKinds.Length: 0 },
        AsksWhen = cues.Has("still-in-force"),
        GenerativeAi = frame.Tools.Length == 0 && cues.Has("generative-ai"),
        PreviousFacts = conversation.Facts,
        PreviousRules = conversation.Rules,
        WantedVerdicts = Wanted(),
        LeftOut = [.. meant.LeftOut.Select(m => m.Id).Distinct()],
        NamesTopic = found.Topic || reading.ToolKinds.Length > 0,
        AsksForPolicy = intent == Intent.Source && cues.Has("policy-word"),
        AsksIfForbidden = cues.Has("asks-if-forbidden"),
        AsksHowLong = intent == Intent.Exception && cues.Has("how-long-it-takes"),
        IsAccident = intent == Intent.Contact && cues.Has("accident"),
        AsksMeaning = intent == Intent.Rule && cues.Has("class-meaning"),
        AsksEnd = intent == Intent.Changes && cues.Has("asks-end"),
        Since = intent is Intent.Changes or Intent.Restrictions ? SinceReader.Of(naming.Text, lexicon, days: intent == Intent.Changes) : null,
        Ahead = intent == Intent.Permission ? SinceReader.Ahead(naming.Text, lexicon) : null,
        UnknownActor = intent == Intent.Restrictions && reading.UnknownActor is { } actor ? Strangers.AsTyped(actor, text) : null,
        Actions = intent == Intent.Restrictions ? Actions() : [],
        Groups = [.. meant.Groups.Select(g => g.Id)],
        People = cues.Has("who-may") ? [.. kb.Set.Groups.Select(g => g.Id)] : [.. meant.People.Select(g => g.Id)],
        Duties = intent == Intent.Rule && cues.Has("disclosure") ? PolicyTopics.Disclosing(kb, lexicon) : [],
    };

    /// <summary>A name that cannot be settled is asked back, unless the question is about something else.</summary>
    private bool IsAskedBack(Intent? intent) =>
        tools.Candidates.Length > 0 && (frame.Tools.Length == 0 || cues.Has("compares"))
        && intent is not (Intent.Contact or Intent.Source or Intent.Rule or Intent.Tools)
        && !(intent == Intent.Restrictions && frame.Actors.Length > 0 && tools.CandidatesAreActor);

    private bool MayBeMisspelt(Intent? intent) =>
        frame.Tools.Length == 0 && conversation.Frame.Tools.Length == 0
        && (cues.Any("permission", "ai-word", "restrict-strong", "tool-info") || found.Topic
            || naming.Text.Words.Length <= 3 && intent is null);

    private ImmutableArray<string> Likely(Likeness unsure) =>
        [.. unsure.Perhaps.SelectMany(e =>
            e.Kind == NameKind.Ambiguous ? lexicon.Ambiguous[e.Spelling].Candidates : [kb.ToolOf(e.Id)]).Distinct().Take(5)];

    /// <summary>A text that asks nothing that was told apart: of a tool that nobody knows, small talk, or something else.</summary>
    private Question Beside(Question question)
    {
        if (!cues.IsAll("laugh") && Strangers.Tool(naming.Text, naming.Mentions, cues, lexicon) is { } stranger)
            return question with { Intent = Intent.Permission, UnknownTool = Strangers.AsTyped(stranger, text) };
        var (intent, talk) = IntentReader.Otherwise(cues, IsEmpty(naming.Text), naming.Text.Words.Length);
        return question with { Intent = intent, SmallTalk = talk, Frame = Frame.Empty, Unread = intent == Intent.OutOfScope ? ToldInPassing() : null };
    }

    /// <summary>"It's Kim's sick leave.", after a question about data: what the next answer must not forget.</summary>
    private UnreadWords? ToldInPassing() => conversation is { Intent: Intent.Permission, Frame.Data.Length: > 0 }
        ? UnreadData.Told(naming.Text, AllMentions(), lexicon) : null;

    private List<Mention> AllMentions() => [.. naming.Mentions, .. naming.Denied];

    private Question Settled(Question question, Intent intent)
    {
        if (intent == Intent.Permission && !found.Subject && conversation.Frame.Tools.Length == 0
            && Strangers.Tool(naming.Text, naming.Mentions, cues, lexicon) is { } unknown)
            question = question with { UnknownTool = Strangers.AsTyped(unknown, text) };
        var merged = Merged(frame, intent);
        if (question.LeftOut.Length > 0)
            merged = merged with
            {
                Actors = [.. merged.Actors.Except(question.LeftOut)],
                Countries = [.. merged.Countries.Except(question.LeftOut)],
            };
        var askedBack = conversation.Candidates.Length > 0 && intent == Intent.Permission;
        if (askedBack && merged.Tools.Length == 0)
            return Clarify(question, conversation.Candidates, null, misspelt: false, conversation.Pending, merged);
        if (reading.ActorKinds.Length == 0 && intent == Intent.Restrictions && frame.Actors.Length + frame.Countries.Length == 0)
            question = question with { ActorKinds = conversation.ActorKinds };
        return question with
        {
            Frame = merged,
            Intent = askedBack && frame.Tools.Length > 0 ? conversation.Pending : intent,
            Unread = Unread(intent, merged),
            Addition = intent != Intent.Permission ? null : Additions.IsToCase(found) ? Additions.Of(cues, found.Group) : Additions.Within(cues, found),
        };
    }

    /// <summary>What a tool is to decide, where the policy has purposes and none was understood.</summary>
    private UnreadWords? Deed(Intent intent, Frame merged) =>
        intent == Intent.Permission && merged.Purposes.Length == 0 && kb.Set.Purposes.Length > 0
            ? new JudgedDeeds(naming.Text, naming.Mentions, lexicon).Found() : null;

    /// <summary>What this turn or an earlier one tells of the data, where a verdict is asked for.</summary>
    private UnreadWords? Unread(Intent intent, Frame merged)
    {
        var now = intent != Intent.Permission ? null
            : merged.Data.Length == 0 ? UnreadData.Instead(naming.Text, AllMentions(), lexicon)
            : UnreadData.Of(naming.Text, AllMentions(), takenOver: frame.Data.Length == 0, lexicon);
        var goesOn = intent is Intent.Permission or Intent.Reason && (frame.Data.Length == 0 || cues.Has("adds-data"));
        return now ?? (goesOn ? UnreadWords.OfBefore(conversation) : null) ?? Deed(intent, merged);
    }

    private Frame Merged(Frame now, Intent intent) => FrameMerger.Merge(conversation, now, intent, cues, naming.Text, meant.Undone);

    private Question Clarify(Question question, ImmutableArray<string> candidates, string? unclear, bool misspelt, Intent pending,
        Frame merged) => question with
        {
            Intent = Intent.Clarify,
            Candidates = candidates,
            Unclear = unclear,
            Misspelt = misspelt,
            Pending = pending is Intent.Clarify ? Intent.Permission : pending,
            Frame = merged with { Tools = [], Editions = [] },
            Unread = Unread(pending is Intent.Clarify ? Intent.Permission : pending, merged),
        };

    private ImmutableArray<Verdict> Wanted()
    {
        if (cues.Has("approval-word")) return [Verdict.ApprovalRequired];
        if (cues.Has("discouraged-word")) return [Verdict.Discouraged];
        if (cues.Has("banned-word")) return [Verdict.Prohibited];
        return cues.Has("allowed-word") ? [Verdict.Permitted, Verdict.PermittedWithConditions] : [];
    }

    /// <summary>"which states …", but not "the state's devices".</summary>
    private bool AsksOfStates() => cues.Where("us-states") is (_, var to) && !naming.Text.Words[to - 1].Genitive;

    /// <summary>"who fined …", unless it asks of bans as well; "who lifted the ban" does not.</summary>
    private ImmutableArray<FactAction> Actions() => cues.Has("act-lifted") ? [FactAction.Lifted] : cues.Has("restrict-word-about") ? []
        : [.. ActionCues.Where(c => cues.Has(c.Cue)).Select(c => c.Action)];

    /// <summary>Nothing to read: no letter or digit, or only laughter.</summary>
    private static bool IsEmpty(NormalizedText text) =>
        text.Letters.All(c => c is >= '\u1100' and <= '\u11FF' or >= '\u3130' and <= '\u318F');
}
