namespace PolicyBot.Core.Questions;

/// <summary>What a text was found to hold, for deciding what is asked. <paramref name="Accident"/>: that something went into a tool by
/// accident. <paramref name="Subject"/>: a tool, known, ambiguous or misspelt.
/// <paramref name="Topic"/>: data, a device or a purpose. <paramref name="Actor"/>: an actor, a country, or a kind of actors.
/// <paramref name="Named"/>: an actor or country by name. <paramref name="MarkedClause"/>: a clause whose number can be nothing else.
/// <paramref name="ContactNamed"/>: whom the policy sends people to. <paramref name="Several"/>: more tools than one.
/// <paramref name="Group"/>: a group of the organisation, beside a word for its rules. <paramref name="People"/>: one whose people are
/// asked about. <paramref name="Acts"/>: something that tools of some kind are made for is to be done. <paramref name="Own"/>: the organisation itself.
/// <paramref name="Kind"/>: a kind of tools, such as image generators.
/// <paramref name="Long"/>: a text of many sentences, in which any word may be told by the way.
/// <paramref name="ReasonAside"/>: whatever asks why stands in a sentence before the one that asks about the tool.</summary>
public readonly record struct Findings(bool Subject, bool Topic, bool Data, bool Actor, bool Named, bool Clause, bool MarkedClause,
    bool ContactNamed, bool ShortFollowUp, bool Several, bool Group, bool People, bool Acts, bool Kind, bool Own, bool Long,
    bool ReasonAside, bool Accident, Conversation Conversation);

/// <summary>Decides the intent from cue phrases, in an order in which the more specific cue wins.</summary>
public static class IntentReader
{
    /// <summary>Null where nothing says what is asked.</summary>
    public static Intent? Read(Cues cues, Findings found)
    {
        var talksOfAi = found.Subject || cues.Has("ai-word");
        var before = found.Conversation.Intent;
        var followsUp = before is not null;
        var about = talksOfAi || found.Topic && cues.Any("rule", "tools") || followsUp;

        // "does SoftBank let people use it", "do employees of LG need approval": what others do.
        var ofOthers = found is { Named: true, Own: false } && !cues.Has("first-person");
        var asksException = (cues.Has("exception") && !cues.Has("why-needed") && !cues.Has("asks-if-approval") || cues.Has("how-long-it-takes"))
            && !ofOthers;
        if (asksException && (found.Subject || found.Conversation.Frame.Tools.Length > 0 && !cues.HasInWords("contact-plain")))
            return Intent.Exception;
        if (found.Accident && !cues.Has("was-it-allowed") && (found.Subject || found.Topic || talksOfAi || followsUp) && !found.Named)
            return Intent.Contact;
        var asksWhether = found.Subject && found.Topic && cues.Has("permission");
        // Where a long text asks whether, greetings to the desk are by the way.
        // "학부모 연락처" beside a tool is data.
        if (!(asksWhether && (found.Long || cues.Has("contact-besides"))) && !cues.Has("asks-a-tool") && (found is { Subject: true, Data: true } ? cues.Has("contact") : cues.HasInWords("contact"))
            && (talksOfAi || !found.Topic && followsUp || cues.IsAll("contact") || !found.Subject && cues.Has("policy-word"))
            || !found.Subject && cues.HasInWords("contact-plain")) return Intent.Contact;
        if (!found.Subject && cues.HasInWords("contact-person") && (talksOfAi || followsUp || cues.Where("contact-person") is { From: 0 }))
            return Intent.Contact;
        if (found.ContactNamed && !found.Subject && !found.Topic && !found.Clause) return Intent.Contact;
        if (!(asksWhether && found.Long) && cues.Has("source") && !cues.Has("open-source") && !(found.Named && cues.Has("hearsay")) && (followsUp || found.Subject || found.Actor
            || cues.Has("policy-word") && !found.Topic && !cues.Has("rule"))) return Intent.Source;
        if (cues.Has("exception-whom") && !found.Topic) return Intent.Exception;
        if (found is { Subject: false, Topic: true, Actor: false } && cues.Has("approver")) return Intent.Exception;
        var asksForTools = !found.Subject && !followsUp && cues.Has("tools");
        if (asksException && !asksForTools && (talksOfAi || followsUp || found.Topic)) return Intent.Exception;
        if (found is { Several: true, Actor: false } && cues.Has("compares")) return Intent.Permission;
        if (cues.Has("alternatives") && !(cues.Has("this-instead") && (found.Subject || followsUp))
            && !(found.Actor && cues.Has("restrict-strong"))
            && (found.Subject || followsUp || talksOfAi)) return Intent.Alternatives;
        if (cues.Has("alternatives-then") && found is { Subject: false, Topic: false, Actor: false, ShortFollowUp: true }
            && found.Conversation.Frame.Tools.Length > 0
            && before is Intent.Permission or Intent.Reason or Intent.Alternatives or Intent.Exception) return Intent.Alternatives;

        if (AsksForDates(cues, found)) return Intent.Changes;
        var own = found.Own;
        if (cues.Any("changes", "changes-plain")
            && (about || found.Kind || cues.Has("policy-word") || cues.IsAll("changes") || cues.Has("changes-plain") || found.MarkedClause)
            && !found.Actor)
        {
            var since = cues.Has("since-when");
            if (found.Subject && cues.Has("permission") && !since) return Continued(cues, found);
            if (!since || cues.Has("changes-plain") && !found.Subject || found.MarkedClause && !found.Subject || !found.Subject
                && (found.Kind || cues.Has("policy-word")) || own && found.Subject || before is not Intent.Restrictions
                && (found.Subject || followsUp)) return Intent.Changes;
        }
        if (found.MarkedClause && !found.Subject && !found.Actor) return Intent.Rule;
        if (found.Clause && (talksOfAi || cues.Has("rule")) && !(found.Subject && cues.Has("permission"))) return Intent.Rule;
        if (AsksOfThePolicy(cues, found, talksOfAi)) return Intent.Rule;
        if (found.Subject && !found.Named && cues.Has("tool-info-strong") && !cues.Has("out-of-topic")) return Intent.ToolInfo;
        if (found is { Subject: false, Topic: true, Actor: false } && cues.Has("area-forbids")) return Intent.Rule;
        if (!found.Subject && !found.Named && !cues.Has("why-tools") && (cues.Has("tools") || cues.HasInWords("tools"))
            && (talksOfAi || found.Topic
                || cues.Any("allowed-word", "banned-word", "approval-word", "discouraged-word"))) return Intent.Tools;
        if (found is { Topic: true, Actor: false } && cues.Has("area-limits") && !cues.Has("reason")
            && !(found.Subject && cues.Has("rule"))) return found.Subject ? Continued(cues, found) : Intent.Rule;
        if (IsAboutOthers(cues, found, own)) return Intent.Restrictions;
        if (cues.Has("more") && followsUp && found is { Subject: false, Topic: false, Actor: false, ShortFollowUp: true })
            return before is Intent.Clarify or null ? Intent.Permission : before;
        if (before == Intent.Restrictions && cues.Has("when-and-why") && found is { Subject: false, Topic: false, ShortFollowUp: true })
            return Intent.Restrictions;
        var byTheWay = found is { Long: true, Subject: true, Topic: true } && cues.Has("permission");
        if (cues.Has("reason") && !byTheWay && !found.ReasonAside && !AsksWhetherForbidden(cues)
            && (talksOfAi || found.Topic || followsUp || cues.Has("country-tools"))) return Intent.Reason;
        if (cues.Has("rule") && (found.Topic || found.Subject || talksOfAi) && !(found.Clause && found.Subject && cues.Has("permission")))
            return Intent.Rule;
        if (found.Subject && cues.Has("tool-info") && (!cues.Has("permission") || cues.Has("tool-info-strong"))) return Intent.ToolInfo;
        if (followsUp && !found.Subject && !found.Topic && cues.Has("tool-info") && found.Conversation.Frame.Tools.Length > 0
            && found.ShortFollowUp) return Intent.ToolInfo;
        if (before == Intent.Restrictions && cues.Has("still-in-force") && !found.Topic && found.ShortFollowUp) return Intent.Restrictions;
        if (cues.Has("out-of-topic") && !found.Topic) return null;
        if (!found.Subject && cues.Has("area-permission")) return Intent.Permission;
        if (cues.Has("pastime") && !cues.Has("permission")) return null;
        if (found.Subject) return (found.Topic || cues.Has("permission") ? null : Hinted(cues)) ?? Continued(cues, found);
        if (talksOfAi && (cues.Has("permission") || found.Topic)) return Intent.Permission;
        if (!followsUp && found is { Acts: true, Actor: false } && cues.Has("acts")) return Intent.Permission;
        if (!followsUp && BareOf(cues, found) is { } bareIntent) return bareIntent;
        if (followsUp && found.ShortFollowUp && (found.Topic || found.People || cues.Has("permission") && !cues.Any("greeting", "thanks")))
            return Continued(cues, found);
        var bare = followsUp && found is { ShortFollowUp: true, Topic: false, Actor: false } && !cues.Any("greeting", "thanks");
        if (bare && After(cues, found.Conversation) is { } then) return then;
        return Additions.IsToCase(found) && Additions.Of(cues, found.Group) is not null ? Intent.Permission : null;
    }

    /// <summary>"until when?" after an answer on a tool.</summary>
    private static bool AsksForDates(Cues cues, Findings found) =>
        found is { Subject: false, Topic: false, Actor: false, ShortFollowUp: true } && found.Conversation.Frame.Tools.Length > 0
        && found.Conversation.Intent is Intent.Permission or Intent.Reason or Intent.Alternatives or Intent.Changes
        && cues.Has("until-when") && !cues.Any("exception-then", "exception-whom", "how-long-it-takes");

    /// <summary>"do I have to say that AI made it?", "rules for contractors": no tool, and no others.</summary>
    private static bool AsksOfThePolicy(Cues cues, Findings found, bool talksOfAi) =>
        found is { Subject: false, Actor: false } && !cues.Has("reason")
        && (cues.Has("disclosure") && (talksOfAi || found.Topic) || found.Data && cues.Has("class-meaning") || found is { Group: true, Topic: false } && !cues.Has("tools"));

    /// <summary>What a text with a tool asks by single words, where no phrase says it.</summary>
    private static Intent? Hinted(Cues cues)
    {
        if (cues.Has("exception-hint") && !cues.Has("asks-if-approval")) return Intent.Exception;
        if (cues.Has("alternatives-hint")) return Intent.Alternatives;
        if (cues.Has("source-hint")) return Intent.Source;
        if (cues.Has("reason-hint")) return Intent.Reason;
        if (cues.Has("others-hint")) return Intent.Restrictions;
        if (cues.Has("changes-hint")) return Intent.Changes;
        return cues.Has("tool-info-hint") ? Intent.ToolInfo : null;
    }

    /// <summary>What a first turn asks that does not say what it speaks of ("why not?", "can I use it on my phone?", "what about Germany?", "who
    /// approves?"): whoever asks here asks about AI tools, where there is not a word more.</summary>
    private static Intent? BareOf(Cues cues, Findings found)
    {
        if (!found.ShortFollowUp) return null;
        if (!found.Actor && found.Topic && cues.Where("permission-bare") is { From: 0 }) return Intent.Permission;
        foreach (var (cue, intent, beside) in Bare)
            if ((!found.Actor || beside == Beside.Places) && (!found.Topic || beside == Beside.Topics) && cues.IsAll(cue)) return intent;
        return null;
    }

    /// <summary>Cues that count only where they are the whole of a first turn, and what may be named in it.</summary>
    private static readonly (string Cue, Intent Intent, Beside Beside)[] Bare =
    [
        ("others-bare", Intent.Restrictions, Beside.Places), ("country-tools-bare", Intent.Permission, Beside.Places),
        ("permission-bare", Intent.Permission, Beside.Nothing), ("entry-bare", Intent.Permission, Beside.Topics),
        ("tools-bare", Intent.Tools, Beside.Topics), ("rule-bare", Intent.Rule, Beside.Topics),
        ("exception-bare", Intent.Exception, Beside.Nothing), ("changes-bare", Intent.Changes, Beside.Nothing),
        ("contact-bare", Intent.Contact, Beside.Nothing), ("reason-bare", Intent.Reason, Beside.Nothing),
        ("source-bare", Intent.Source, Beside.Nothing), ("alternatives-bare", Intent.Alternatives, Beside.Nothing),
    ];

    /// <summary>What a text names beside a bare cue: bodies and countries, or data, devices and purposes.</summary>
    private enum Beside
    {
        Nothing, Places, Topics,
    }

    /// <summary>What a short turn asks by its bare words ("which clause?", "who else?"), after a verdict or after what others did.</summary>
    private static Intent? After(Cues cues, Conversation conversation)
    {
        if (conversation.Intent == Intent.Restrictions)
            return cues.Has("others-then") ? Intent.Restrictions : cues.Has("source-then") ? Intent.Source : null;
        if (conversation.Frame.Tools.Length == 0) return null;
        return cues.Has("exception-then") ? Intent.Exception : cues.Has("source-then") ? Intent.Source
            : cues.Has("reason-then") ? Intent.Reason : null;
    }

    /// <summary>Small talk and help, for texts that speak of nothing the bot knows.</summary>
    public static (Intent, SmallTalk) Otherwise(Cues cues, bool empty, int words)
    {
        if (empty) return (Intent.SmallTalk, SmallTalk.Empty);
        if (words <= 16 && cues.Where("help") is { From: <= 3 }) return (Intent.Help, SmallTalk.None);
        if (words <= 12)
        {
            if (cues.Where("thanks") is { } thanks && (thanks.From <= 1 || words <= 8 && thanks.To == words))
                return (Intent.SmallTalk, SmallTalk.Thanks);
            if (words <= 6 && cues.Where("bye") is { From: 0 }) return (Intent.SmallTalk, SmallTalk.Bye);
            if (words <= 6 && cues.Where("greeting") is { From: 0 }) return (Intent.SmallTalk, SmallTalk.Greeting);
            if (words <= 2 && cues.Has("laugh") || words <= 3 && cues.Where("laugh") is { From: 0 } || cues.IsAll("nod"))
                return (Intent.SmallTalk, SmallTalk.Laugh);
        }
        return (Intent.OutOfScope, SmallTalk.None);
    }

    /// <summary>"any reason I can't …" asks for permission, not for a reason.</summary>
    private static bool AsksWhetherForbidden(Cues cues) => cues.Has("any-reason");

    private static bool IsAboutOthers(Cues cues, Findings found, bool own)
    {
        if (found is { Long: true, Subject: true } && (cues.Has("permission") || !cues.Has("restrict-strong"))) return false;
        if (found.Actor)
        {
            var mine = cues.Has("first-person") && !cues.Has("actor-acts")
                || cues.Has("material-from") && !cues.Any("restrict-word", "restrict-strong")
                || found.Data && (cues.Has("permission") || found.Subject && cues.Has("hands-over") && !cues.Has("restrict-word"))
                && !cues.Has("restrict-strong");
            if (mine || !found.Subject && cues.Has("out-of-topic") && !cues.Has("restrict-strong")) return false;
            return found.Subject || cues.Any("restrict-word", "restrict-strong", "ai-word")
                || found.Conversation.Intent is Intent.Restrictions or Intent.Source && found.ShortFollowUp;
        }
        if (found.Subject && cues.Has("themselves") && !cues.Has("first-person")) return true;
        if (cues.Any("restrict-strong", "act-lifted") && (!own || cues.Has("us-states")) && !cues.Has("first-person")
            && (found.Subject || cues.Has("ai-word") || found.ShortFollowUp && found.Conversation.Frame.Tools.Length > 0)) return true;
        return found.Conversation.Intent == Intent.Restrictions && found.Subject && !found.Data && !cues.Has("first-person")
            && (found.ShortFollowUp || cues.Has("restrict-word"));
    }

    /// <summary>The intent of a turn that names something and says no more: that of the conversation, where it fits.</summary>
    private static Intent Continued(Cues cues, Findings found) => found.Conversation.Intent switch
    {
        Intent.Restrictions when !found.Topic && !cues.Has("first-person") => Intent.Restrictions,
        Intent.Tools when !found.Subject && !cues.Has("first-person") => Intent.Tools,
        Intent.Rule when !found.Subject && !cues.Has("permission") => Intent.Rule,
        Intent.ToolInfo when found.Subject && !found.Topic && !cues.Has("permission") => Intent.ToolInfo,
        _ => Intent.Permission,
    };
}
