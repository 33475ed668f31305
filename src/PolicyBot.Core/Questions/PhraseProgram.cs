namespace PolicyBot.Core.Questions;

/// <summary>A phrase's steps with what a text must hold for it to be worth while to run them.</summary>
internal sealed class PhraseProgram
{
    private readonly PhraseStep[] _steps;
    private readonly bool _spaced;
    private ushort[]? _fewestParts;

    public PhraseProgram(PhraseStep[] steps, bool spaced)
    {
        (_steps, _spaced) = (steps, spaced);
        Pairs = PhraseNeeds.Pairs(steps);
        (Needs, NeedsOneOf) = PhraseNeeds.Marks(steps);
        Code = PhraseCode.Of(steps);
    }

    public PhraseCode Code { get; }

    /// <summary>Pairs of neighbouring letters that every match holds: of the letters that no `?`, `*` or alternative passes by.</summary>
    public LetterPairs Pairs { get; }

    /// <summary>Marks that every match holds; and of which every match holds one (0: none is needed). As
    /// <see cref="PhrasePattern.MarksIn"/>.</summary>
    public int Needs { get; }
    public int NeedsOneOf { get; }

    /// <summary>What a match that begins with one of the phrase's leads may go on with.</summary>
    public FoldedSet After(string lead) => PhraseLeads.After(_steps, lead, _spaced);

    /// <summary>What every match holds one of; empty where that is not known.</summary>
    public ushort[] FewestParts => _fewestParts ??= PhraseNeeds.FewestParts(_steps, _spaced);
}
