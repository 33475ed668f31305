namespace PolicyBot.Core.Questions;

/// <summary>Finds the one body whose Hangul name of three syllables or more sounds like a word: names from abroad are written now with ㄷ,
/// now with ㅌ (도요타, 토요타).</summary>
public sealed class ActorSounds
{
    // First consonants that foreign names are begun with in two ways.
    private const string Strong = "\u110F\u1110\u1111\u110E", Plain = "\u1100\u1103\u1107\u110C";

    private const int MostLetters = 12;

    private readonly Dictionary<string, NameEntry?> _bySound = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NameEntry?>.AlternateLookup<ReadOnlySpan<char>> _sounds;

    public ActorSounds(IEnumerable<NameEntry> actors)
    {
        Span<char> sound = stackalloc char[3 * MostLetters];
        foreach (var actor in actors)
        {
            var key = NormalizedText.Key(actor.Spelling);
            if (key.Length is < 3 or > MostLetters || key.AsSpan().ContainsAnyExceptInRange('\uAC00', '\uD7A3')) continue;
            var heard = sound[..Write(key, sound)].ToString();
            _bySound[heard] = _bySound.TryGetValue(heard, out var other) && other?.Id != actor.Id ? null : actor;
        }
        _sounds = _bySound.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Null where no name, or several bodies' names, sound like it.</summary>
    public NameEntry? Of(ReadOnlySpan<char> word)
    {
        if (word.Length is < 3 or > MostLetters) return null;
        Span<char> sound = stackalloc char[3 * MostLetters];
        return _sounds.TryGetValue(sound[..Write(word, sound)], out var actor) ? actor : null;
    }

    private static int Write(ReadOnlySpan<char> word, Span<char> sound)
    {
        var length = NameDistance.WriteSound(word, sound);
        if (Strong.IndexOf(sound[0], StringComparison.Ordinal) is >= 0 and var at) sound[0] = Plain[at];
        return length;
    }
}
