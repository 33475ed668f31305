using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Questions;

/// <summary>Reads a text as a question, with what the conversation has settled so far (docs/life-of-a-question.md).</summary>
public static class QuestionReader
{
    private const int ManyWords = 45;

    /// <summary>Never throws for what <paramref name="text"/> holds, and takes time linear in its length.</summary>
    public static Question Read(string text, Conversation conversation, string? language, KnowledgeBase kb, LanguagePacks packs)
    {
        var lexicon = Lexicon.Of(kb, packs);
        var normal = NormalizedText.Of(text);
        var spoken = language ?? LanguageOf(normal, conversation, kb);
        var mentions = NameFinder.Find(normal, lexicon);
        ConceptFinder.AddTo(mentions, normal, lexicon);
        var unread = UnknownNames.Unread(normal, mentions, lexicon);
        if (TopicSpelling.Repaired(normal, unread, lexicon) is { } repaired)
        {
            normal = repaired;
            mentions = NameFinder.Find(normal, lexicon);
            ConceptFinder.AddTo(mentions, normal, lexicon);
            unread = UnknownNames.Unread(normal, mentions, lexicon);
        }
        var (misspelt, unsure) = UnknownNames.Misspelt(normal, unread, lexicon);
        mentions.AddRange(misspelt);
        mentions.RemoveAll(m => m.Kind == NameKind.Data && IsLowest(m.Id, kb) && Negation.IsUndone(m, normal, lexicon));
        (mentions, var denied) = Negation.Without(mentions, normal, lexicon);
        var cues = new Cues(normal, Masked(mentions, denied), lexicon);
        var read = mentions;
        mentions = Context.Settle(mentions, normal, cues, conversation, kb, lexicon);
        if (cues.Has("not-public"))
            mentions = [.. mentions.Where(m => !(m.Kind == NameKind.Data && IsLowest(m.Id, kb) && cues.At("not-public", m)))];
        if (cues.Has("own-place")) mentions = [.. mentions.Where(m => m.Kind != NameKind.Country || !cues.At("own-place", m))];
        foreach (var no in (ReadOnlySpan<string>)["on-contract", "other-codes"])
            if (cues.Has(no)) mentions = [.. mentions.Where(m => m.Kind != NameKind.Data || !cues.At(no, m))];
        var leftOut = Exclusions.Of(mentions, normal, cues, conversation, lexicon);
        if (leftOut.Length > 0) mentions = [.. mentions.Except(leftOut)];

        var region = Region.In(normal, mentions, lexicon);
        if (region is not null) mentions = [.. mentions.Where(m => !region.Is(m, normal, lexicon))];

        // "rules for researchers": people, not research.
        var groups = cues.Has("policy-word") && !mentions.Exists(IsTool) ? PolicyTopics.Groups(normal, mentions, kb, lexicon) : [];
        if (groups.Length > 0) mentions = [.. mentions.Where(m => !Array.Exists(groups, m.Overlaps))];
        else if (cues.Has("policy-word") && !mentions.Exists(m => m.Kind is not NameKind.Country)
            && PolicyTopics.ByWord(normal, mentions, lexicon) is { Count: > 0 } topics)
        {
            var asTopics = new Cues(normal, [.. mentions, .. topics], lexicon);
            topics.RemoveAll(m => !asTopics.At("policy-about", m));
            mentions = [.. mentions, .. topics];
        }
        var tools = ToolReader.Read(mentions, normal, cues, conversation, kb, lexicon);
        mentions = EditionFinder.WithoutQualifiers(mentions, normal, tools.Editions, kb, lexicon);
        var frame = FrameOf(tools, mentions, cues, kb, lexicon);
        // "what about OpenAI for summaries?" asks for a tool, though its maker has the name, too.
        if (tools.CandidatesAreActor && frame is { Actors.Length: 1, Countries.Length: 0 } && frame.Data.Length + frame.Purposes.Length > 0
            && !cues.Any("restrict-strong", "restrict-word")) frame = frame with { Actors = [] };
        var kinds = KindReader.Of(normal, lexicon);
        if (frame.Actors.Length + frame.Countries.Length > 0 && !cues.Has("asks-kind")) kinds = ([], kinds.Tools);
        var own = OwnName.IsIn(normal, read, lexicon);
        if (own) kinds = ([], kinds.Tools);
        var clauses = ClauseReader.Of(text, lexicon);
        var fewWords = normal.Words.Length <= 8 || normal.Words.Length <= 14 && cues.Has("follow-up");
        var subject = frame.Tools.Length > 0 || tools.Candidates.Length > 0;
        var marked = clauses.Length > 0 && ClauseReader.IsCertain(text, clauses[0]);
        // "is Anthropic allowed": what the company sells, not what it did.
        var isSold = tools.CandidatesAreActor && cues.Has("vendor-permission") && !cues.Has("restrict-strong");
        var named = frame.Actors.Length + frame.Countries.Length > 0 && !isSold;
        var unknownActor = !named && region is null && !own && leftOut.Length == 0 && subject ? UnknownActor(normal, read, lexicon) : null;
        var found = new Findings(
            Subject: subject || frame.Editions.Length > 0,
            Topic: frame.Data.Length + frame.Devices.Length + frame.Purposes.Length > 0,
            Data: frame.Data.Length > 0,
            Actor: named || region is not null && (subject || conversation.Intent == Intent.Restrictions) || leftOut.Length > 0 || unknownActor is not null
                || kinds.Actors.Length > 0 && (cues.Any("restrict-word", "restrict-strong")
                    || conversation.Intent == Intent.Restrictions && fewWords),
            Named: named || kinds.Actors.Length > 0 && cues.Has("restrict-strong") && !own && !cues.Has("own-organisation")
                && !cues.Has("tool-info-strong"),
            Clause: clauses.Length > 0, marked, NamesContact(normal, cues, lexicon), fewWords,
            Several: frame.Tools.Length + (tools.Candidates.Length > 0 ? 1 : 0) > 1, Group: groups.Length > 0,
            Own: own || cues.Has("own-organisation"), Long: normal.Words.Length > ManyWords, conversation);
        var cuesNow = mentions.Count != read.Count ? new Cues(normal, Masked(mentions, denied), lexicon) : cues;
        var intent = leftOut.Length > 0 && (subject || kinds.Actors.Length > 0 || conversation.Intent == Intent.Restrictions)
            ? Intent.Restrictions : IntentReader.Read(cuesNow, found);

        var question = new Question
        {
            Text = text,
            Language = spoken,
            Intent = intent ?? Intent.OutOfScope,
            Frame = frame,
            Clauses = clauses,
            ActorKinds = kinds.Actors,
            ToolKinds = kinds.Tools,
            ToolCountries = tools.ToolCountries,
            Region = intent == Intent.Restrictions ? region : null,
            UsStates = cuesNow.Has("us-states") && frame.Countries.All(c => c.StartsWith("US", StringComparison.Ordinal)),
            AnyoneThere = cuesNow.Has("anyone-there") || fewWords && frame.Countries.Length > 0
                && conversation is { Intent: Intent.Restrictions, Frame: { Countries.Length: 0, Actors.Length: 0 }, ActorKinds.Length: 0 },
            AsksWhen = cuesNow.Has("still-in-force"),
            GenerativeAi = frame.Tools.Length == 0 && cuesNow.Has("generative-ai"),
            CorrectedTools = [.. misspelt.Where(m => m.Misspelt).Select(m => kb.ToolOf(m.Id)).Distinct()],
            PreviousFacts = conversation.Facts,
            PreviousRules = conversation.Rules,
            WantedVerdicts = Wanted(cuesNow),
            LeftOut = [.. leftOut.Select(m => m.Id).Distinct()],
            NamesTopic = found.Topic || kinds.Tools.Length > 0,
            AsksForPolicy = intent == Intent.Source && cuesNow.Has("policy-word"),
            AsksEnd = intent == Intent.Changes && cuesNow.Has("asks-end"),
            Since = intent is Intent.Changes or Intent.Restrictions ? SinceReader.Of(normal, lexicon) : null,
            UnknownActor = unknownActor is null || intent != Intent.Restrictions ? null : AsTyped(unknownActor, text),
            Actions = intent == Intent.Restrictions ? ActionsOf(cuesNow) : [],
            Groups = [.. groups.Select(g => g.Id)],
            Duties = intent == Intent.Rule && cuesNow.Has("disclosure") ? PolicyTopics.Disclosing(kb, lexicon) : [],
        };

        // A name that cannot be settled is asked back, unless the question is about something else.
        var clarifies = tools.Candidates.Length > 0 && (frame.Tools.Length == 0 || cuesNow.Has("compares"))
            && intent is not (Intent.Contact or Intent.Source or Intent.Rule or Intent.Tools)
            && !(intent == Intent.Restrictions && frame.Actors.Length > 0 && tools.CandidatesAreActor);
        if (clarifies)
            return Clarify(question, tools.Candidates, tools.Unclear, misspelt: false, intent ?? Intent.Permission,
                FrameMerger.Merge(conversation, frame with { Tools = [], Editions = [] }, Intent.Permission, cuesNow, normal));
        if (unsure is { Word: { } word } && frame.Tools.Length == 0 && conversation.Frame.Tools.Length == 0
            && (cuesNow.Any("permission", "ai-word", "restrict-strong", "tool-info") || found.Topic || normal.Words.Length <= 3
                && intent is null))
        {
            var candidates = unsure.Perhaps.SelectMany(e =>
                e.Kind == NameKind.Ambiguous ? lexicon.Ambiguous[e.Spelling].Candidates : [kb.ToolOf(e.Id)]).Distinct().Take(5).ToImmutableArray();
            return Clarify(question, candidates, word, misspelt: true, intent ?? Intent.Permission,
                FrameMerger.Merge(conversation, frame, Intent.Permission, cuesNow, normal));
        }
        if (intent is null)
        {
            if (!cuesNow.IsAll("laugh") && UnknownTool(cuesNow, normal, read, lexicon) is { } stranger)
                return question with { Intent = Intent.Permission, UnknownTool = AsTyped(stranger, text) };
            var (otherwise, talk) = IntentReader.Otherwise(cuesNow, Empty(normal), normal.Words.Length);
            return question with { Intent = otherwise, SmallTalk = talk, Frame = Frame.Empty };
        }
        if (intent is Intent.Permission && !found.Subject && conversation.Frame.Tools.Length == 0
            && UnknownTool(cuesNow, normal, read, lexicon) is { } unknown)
            question = question with { UnknownTool = AsTyped(unknown, text) };
        var merged = FrameMerger.Merge(conversation, frame, intent.Value, cuesNow, normal);
        if (leftOut.Length > 0)
            merged = merged with
            {
                Actors = [.. merged.Actors.Except(question.LeftOut)],
                Countries = [.. merged.Countries.Except(question.LeftOut)],
            };
        if (merged.Tools.Length == 0 && intent == Intent.Permission && conversation.Candidates.Length > 0 && frame.Tools.Length == 0)
            return Clarify(question, conversation.Candidates, null, misspelt: false, conversation.Pending, merged);
        if (kinds.Actors.Length == 0 && intent == Intent.Restrictions && frame.Actors.Length + frame.Countries.Length == 0)
            question = question with { ActorKinds = conversation.ActorKinds };
        return question with
        {
            Frame = merged,
            Intent = conversation.Candidates.Length > 0 && frame.Tools.Length > 0 && intent == Intent.Permission
                ? conversation.Pending
                : intent.Value
        };
    }

    /// <summary>A press release under embargo is not public information.</summary>
    private static bool IsLowest(string data, KnowledgeBase kb) =>
        kb.Data[data].Level is { } level && kb.Set.Data.All(d => d.Level is null || d.Level >= level);

    private static bool IsTool(Mention m) => m.Kind is NameKind.Tool or NameKind.Edition or NameKind.Ambiguous;

    private static List<Mention> Masked(List<Mention> mentions, List<Mention> denied) =>
        denied.Count == 0 ? mentions : [.. mentions, .. denied];

    private static Question Clarify(Question q, ImmutableArray<string> candidates, string? unclear, bool misspelt,
        Intent pending, Frame frame) =>
        q with
        {
            Intent = Intent.Clarify,
            Candidates = candidates,
            Unclear = unclear,
            Misspelt = misspelt,
            Pending = pending is Intent.Clarify ? Intent.Permission : pending,
            Frame = frame with { Tools = [], Editions = [] }
        };

    private static string LanguageOf(NormalizedText text, Conversation conversation, KnowledgeBase kb)
    {
        if (text.HasHangul) return "ko";
        if (text.Words.Count(w => w.Length > 0 && char.IsAsciiLetter(text.Letters[w.Start])) >= 3) return "en";
        return conversation.Language ?? (text.Letters.Any(char.IsAsciiLetter) ? "en" : kb.DefaultLanguage);
    }

    private static Frame FrameOf(ToolReading tools, List<Mention> mentions, Cues cues, KnowledgeBase kb, Lexicon lexicon)
    {
        ImmutableArray<string> Ids(NameKind kind)
        {
            var ids = ImmutableArray<string>.Empty;
            foreach (var mention in mentions)
                if (mention.Kind == kind && !ids.Contains(mention.Id)) ids = ids.Add(mention.Id);
            return ids;
        }
        var actors = Ids(NameKind.Actor);
        if (actors.Length > 0 || cues.Has("themselves"))
        {
            var vendors = tools.Tools.Select(t => lexicon.VendorKey(kb.Tools[t])).ToHashSet();
            actors = [.. actors.Where(a => !IsVendor(kb.Actors[a], vendors) || tools.CandidatesAreActor || Acts(a))];
            if (actors.Length == 0 && cues.Has("themselves"))
                actors = [.. lexicon.Companies.Where(c => vendors.Any(v => c.Key.StartsWith(v, StringComparison.Ordinal)))
                    .Select(c => c.Id)];
        }
        var countries = Ids(NameKind.Country);
        if (countries.Length > 0)
            countries = [.. countries.Except(tools.ToolCountries)
                .Where(c => !actors.Any(a => kb.Actors[a].Country == c || kb.Actors[a].Region == c))];
        // "did Anthropic close Claude for …": the maker is asked about, not only its tool.
        bool Acts(string actor) => mentions.Exists(m => m.Kind == NameKind.Actor && m.Id == actor && cues.At("vendor-acts", m));
        return new()
        {
            Tools = tools.Tools,
            Editions = tools.Editions,
            Data = Ids(NameKind.Data),
            Devices = Ids(NameKind.Device),
            Purposes = Ids(NameKind.Purpose),
            Actors = actors,
            Countries = countries,
        };
    }

    private static bool IsVendor(Actor actor, HashSet<string> vendors) =>
        actor.Kind == ActorKind.Company && actor.Aliases.Prepend(actor.Name).Any(n => vendors.Contains(NormalizedText.Key(n)));

    private static bool NamesContact(NormalizedText text, Cues cues, Lexicon lexicon)
    {
        foreach (var (key, whole) in lexicon.ContactNames)
            if (text.Letters.Contains(key, StringComparison.Ordinal) && (whole || cues.HasInWords("contact-details"))) return true;
        return false;
    }

    private static ImmutableArray<Verdict> Wanted(Cues cues)
    {
        if (cues.Has("approval-word")) return [Verdict.ApprovalRequired];
        if (cues.Has("discouraged-word")) return [Verdict.Discouraged];
        if (cues.Has("banned-word")) return [Verdict.Prohibited];
        return cues.Has("allowed-word") ? [Verdict.Permitted, Verdict.PermittedWithConditions] : [];
    }

    /// <summary>"who fined …", unless it asks of bans as well.</summary>
    private static ImmutableArray<FactAction> ActionsOf(Cues cues) => cues.Has("restrict-word-about") ? []
        : [.. Enum.GetValues<FactAction>().Where(a => cues.Has("act-" + Kebab.Name(a)))];

    private static string? UnknownTool(Cues cues, NormalizedText text, List<Mention> mentions, Lexicon lexicon)
    {
        if (text.Words.Length > 25 || !cues.Has("permission") || UnknownNames.Stranger(text, mentions, lexicon) is not { } stranger)
            return null;
        var asTool = new Cues(text, [.. mentions, stranger], lexicon);
        return asTool.At("unknown-tool", stranger) ? text.Letters[stranger.Start..stranger.End] : null;
    }

    /// <summary>A name that stands where a body acts.</summary>
    private static string? UnknownActor(NormalizedText text, List<Mention> mentions, Lexicon lexicon)
    {
        if (text.Words.Length > 25) return null;
        return Acting(UnknownNames.Place(text, mentions, lexicon) ?? UnknownNames.Stranger(text, mentions, lexicon))
            ?? Acting(UnknownNames.Acronym(text, mentions, lexicon)) ?? Acting(UnknownNames.Body(text, mentions, lexicon));

        string? Acting(Mention? stranger)
        {
            if (stranger is null) return null;
            stranger = stranger with { Kind = NameKind.Actor };
            return new Cues(text, [.. mentions, stranger], lexicon).At("unknown-actor", stranger)
                ? text.Letters[stranger.Start..stranger.End] : null;
        }
    }

    /// <summary>The word with the capitals that the asker gave it.</summary>
    private static string AsTyped(string word, string text) =>
        text.IndexOf(word, StringComparison.OrdinalIgnoreCase) is >= 0 and var at ? text.Substring(at, word.Length) : word;

    /// <summary>Nothing to read: no letter or digit, or only laughter.</summary>
    private static bool Empty(NormalizedText text) =>
        text.Letters.All(c => c is >= '\u1100' and <= '\u11FF' or >= '\u3130' and <= '\u318F');
}
