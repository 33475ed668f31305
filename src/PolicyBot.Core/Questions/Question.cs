using System.Collections.Immutable;

namespace PolicyBot.Core.Questions;

/// <summary>What the asker wants to know (CONTRACT.md, `intent`).</summary>
public enum Intent
{
    Permission, Restrictions, Reason, Alternatives, Tools, Rule, Changes, Exception, Contact, ToolInfo, Source, Clarify, Help,
    SmallTalk, OutOfScope,
}

/// <summary>What a question is about: ids of the knowledge base, in order of mention. A named edition's tool is among the tools.</summary>
public sealed record Frame
{
    public static Frame Empty { get; } = new();
    public ImmutableArray<string> Tools { get; init; } = [];
    public ImmutableArray<string> Editions { get; init; } = [];
    public ImmutableArray<string> Data { get; init; } = [];
    public ImmutableArray<string> Devices { get; init; } = [];
    /// <summary>Where a device is meant and it is not known which, those it may be; empty where one is known, or none is spoken of.</summary>
    public ImmutableArray<string> PossibleDevices { get; init; } = [];
    public ImmutableArray<string> Purposes { get; init; } = [];
    public ImmutableArray<string> Actors { get; init; } = [];
    /// <summary>ISO 3166-1 alpha-2, or ISO 3166-2 for US states.</summary>
    public ImmutableArray<string> Countries { get; init; } = [];
}

/// <summary>Small talk comes in kinds that get different replies.</summary>
public enum SmallTalk
{
    None, Greeting, Thanks, Bye, Laugh, Empty,
}

/// <summary>What is added to a case by words that name nothing of it: who asks or would do it, that names are left out, or anything
/// else.</summary>
public enum Addition
{
    Person, NamesLeftOut, Other,
}

/// <summary>A question as the reader understood it.</summary>
public sealed record Question
{
    public required string Text { get; init; }
    /// <summary>ISO 639-1: the language to answer in.</summary>
    public required string Language { get; init; }
    public required Intent Intent { get; init; }
    public required Frame Frame { get; init; }
    /// <summary>With <see cref="Intent.Clarify"/>: the tools to choose from, and what the asker wrote, normalised.</summary>
    public ImmutableArray<string> Candidates { get; init; } = [];
    public string? Unclear { get; init; }
    /// <summary>True where candidates come from a likely misspelling, false where a name is shared by several tools.</summary>
    public bool Misspelt { get; init; }
    /// <summary>The intent that a clarified tool will be asked with.</summary>
    public Intent Pending { get; init; } = Intent.Permission;
    /// <summary>A name after a permission cue that no tool bears, as typed, at most 40 characters; null where there is none.</summary>
    public string? UnknownTool { get; init; }
    /// <summary>`permission`: what is named beside the data, or in its place, and nobody understood, in this turn or since the data was
    /// settled. `out-of-scope`, after a permission: what the turn may have told of the data. Null where there is nothing such.</summary>
    public UnreadWords? Unread { get; init; }
    /// <summary>Clauses named as "section 4.3", as the policy spells them.</summary>
    public ImmutableArray<string> Clauses { get; init; } = [];
    /// <summary>Kinds of actor asked about ("which universities"), kinds of tool asked about ("coding assistants").</summary>
    public ImmutableArray<Knowledge.ActorKind> ActorKinds { get; init; } = [];
    public ImmutableArray<string> ToolKinds { get; init; } = [];
    /// <summary>Vendor home country asked about ("Chinese tools"), ISO code.</summary>
    public ImmutableArray<string> ToolCountries { get; init; } = [];
    /// <summary>`restrictions`: ids of bodies and countries that are not asked about ("who besides Korea").</summary>
    public ImmutableArray<string> LeftOut { get; init; } = [];
    /// <summary>`tools`: the verdicts asked for; empty for all.</summary>
    public ImmutableArray<Knowledge.Verdict> WantedVerdicts { get; init; } = [];
    /// <summary>`restrictions`: what was done, where one thing is asked for ("who fined"); empty for all.</summary>
    public ImmutableArray<Knowledge.FactAction> Actions { get; init; } = [];
    /// <summary>`restrictions`: a body that nothing is known of, as typed, at most 40 characters; null where there is none.</summary>
    public string? UnknownActor { get; init; }
    /// <summary>`restrictions`: the part of the world that is asked about, such as `europe`, and its countries by code; null: all.</summary>
    public Region? Region { get; init; }
    /// <summary>Whoever has acted in the countries is asked about, not the countries.</summary>
    public bool AnyoneThere { get; init; }
    /// <summary>The question is about US states in general.</summary>
    public bool UsStates { get; init; }
    /// <summary>Generative AI in general is asked about, no single tool.</summary>
    public bool GenerativeAi { get; init; }
    /// <summary>A follow-up asks whether something still holds, or since when.</summary>
    public bool AsksWhen { get; init; }
    /// <summary>`changes`: since when, where that was said.</summary>
    public Since? Since { get; init; }
    /// <summary>`permission`: the day that is asked about, where it lies ahead.</summary>
    public Since? Ahead { get; init; }
    /// <summary>This turn itself names data, a device, a purpose or a kind of tools.</summary>
    public bool NamesTopic { get; init; }
    /// <summary>It asks whether something is forbidden or minded, so that a yes would say the opposite of what it seems to.</summary>
    public bool AsksIfForbidden { get; init; }
    /// <summary>`permission`: what a turn adds to a case that is settled, of which nothing was recognised; null where nothing is
    /// added.</summary>
    public Addition? Addition { get; init; }
    /// <summary>`exception`: how long a decision takes is asked for.</summary>
    public bool AsksHowLong { get; init; }
    /// <summary>`contact`: something has gone into a tool that should not have.</summary>
    public bool IsAccident { get; init; }
    /// <summary>`changes`: the end is asked for.</summary>
    public bool AsksEnd { get; init; }
    /// <summary>`rule`: what belongs to a class of data is asked for.</summary>
    public bool AsksMeaning { get; init; }
    /// <summary>`source`: the policy itself is asked for.</summary>
    public bool AsksForPolicy { get; init; }
    /// <summary>`rule`: groups of the organisation that were named ("rules for contractors").</summary>
    public ImmutableArray<string> Groups { get; init; } = [];
    /// <summary>Groups whose people are asked about, or that the asker claims to be of; all groups where it is asked who may. The answer
    /// is all the same for the asker, by the asker's record.</summary>
    public ImmutableArray<string> People { get; init; } = [];
    /// <summary>`rule`: the duties that are asked about; empty where none in particular is.</summary>
    public ImmutableArray<string> Duties { get; init; } = [];
    public SmallTalk SmallTalk { get; init; }
    /// <summary>`source` and `reason` follow-ups: what the answer before rested on.</summary>
    public ImmutableArray<string> PreviousFacts { get; init; } = [];
    public ImmutableArray<string> PreviousRules { get; init; } = [];
}

/// <summary>What a conversation has settled so far. A value: each turn makes the next.</summary>
public sealed record Conversation
{
    public static Conversation Fresh { get; } = new();
    public int Turns { get; init; }
    public string? Language { get; init; }
    /// <summary>The last intent that had a subject; null before the first.</summary>
    public Intent? Intent { get; init; }
    public Frame Frame { get; init; } = Frame.Empty;
    /// <summary>The last turn asked back which tool is meant; what it asked with.</summary>
    public ImmutableArray<string> Candidates { get; init; } = [];
    public Intent Pending { get; init; } = Questions.Intent.Permission;
    public ImmutableArray<string> Facts { get; init; } = [];
    public ImmutableArray<string> Rules { get; init; } = [];
    public ImmutableArray<Knowledge.ActorKind> ActorKinds { get; init; } = [];
    /// <summary>Something was told of the data that nobody understood, which the next answer about it must not forget; true: it is surely
    /// data. The words are not kept: they are the asker's. Null: nothing was.</summary>
    public bool? UnreadIsData { get; init; }
}
