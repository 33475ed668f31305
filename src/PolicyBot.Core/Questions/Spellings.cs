namespace PolicyBot.Core.Questions;

/// <summary>The other forms in which people write a name that is spelled one way in the knowledge.</summary>
internal static class Spellings
{
    private static readonly string[] GenericEnds = [" information", " material", " materials", " data", " 정보", " 자료", " 데이터"];

    /// <summary>What people put between a verb and its object: "scoring drivers", "the scoring of our drivers".</summary>
    private static readonly string[] Between =
    [
        "of", "of a", "of my", "of our", "of the", "of one of our", "from", "from a", "from our", "from the", "about our", "on our",
    ];

    private static readonly string[] Objects = ["", " the", " our", " a", " my", " her", " his", " their", " some"];

    private static readonly string[] Articles = [" of", " the", " our", " of the", " of our", " my", " a", " people's"];

    private static readonly string[] Offices = ["Department", "Ministry"];

    private static readonly string[] Suffixes =
    [
        " Group", " Inc", " Inc.", " Corporation", " Corp", " Corp.", " Holdings", " Co., Ltd.", " Ltd", " AG", " SE", " GmbH", " plc",
        " University", " Prefecture", " Prefectural Government", " Province", " Provincial Government",
    ];

    /// <summary>Letters of a body's name without its suffix, at least.</summary>
    private const int LeastLeft = 6;

    /// <summary>How headlines write a country before a body's name.</summary>
    private static readonly (string Country, string[] Short)[] InHeadlines =
        [("미국 ", ["미 ", "美 "]), ("영국 ", ["영 ", "英 "]), ("일본 ", ["일 ", "日 "]), ("중국 ", ["중 ", "中 "]), ("독일 ", ["독 ", "獨 "]), ("프랑스 ", ["佛 "])];

    private const string NewYorkCity = "New York City ", UniversityOf = "University of ", CourtOf = "Court of ", OfRepresentatives = " of Representatives";

    /// <summary>"하버드대학교" is "하버드대" and "하버드", too, with or without its country before it; "University of Hong Kong" is "Hong Kong
    /// University", "Court of Rome" "court in Rome", "US House of Representatives" "US House", and "미국 국방부" "미 국방부".</summary>
    public static IEnumerable<string> OfActor(string name)
    {
        yield return name;
        foreach (var (country, shorter) in InHeadlines)
            if (name.StartsWith(country, StringComparison.Ordinal))
                foreach (var form in shorter) yield return form + name[country.Length..];
        if (name.StartsWith(UniversityOf, StringComparison.Ordinal) && !name.Contains(" at ", StringComparison.Ordinal))
        {
            yield return name[UniversityOf.Length..] + " University";
            yield return name[UniversityOf.Length..] + " uni";
        }
        // "California's attorney general": the apostrophe is gone in what names are compared with.
        if (name.IndexOf(' ', StringComparison.Ordinal) is >= 4 and var first && name[first - 1] is >= 'a' and <= 'z' and not 's'
            && !name.AsSpan(first + 1).StartsWith("of ") && !name.AsSpan(first + 1).StartsWith("for "))
            yield return name[..first] + "s" + name[first..];
        if (name.StartsWith(NewYorkCity, StringComparison.Ordinal)) yield return "NYC " + name[NewYorkCity.Length..];
        if (name.StartsWith(CourtOf, StringComparison.Ordinal)) yield return "court in " + name[CourtOf.Length..];
        if (name.EndsWith(OfRepresentatives, StringComparison.Ordinal)
            && name.AsSpan(0, name.Length - OfRepresentatives.Length).Contains(' '))
            yield return name[..^OfRepresentatives.Length];
        if (!name.EndsWith("대학교", StringComparison.Ordinal) || name.Length < 5) yield break;
        if (name.LastIndexOf(' ') is > 0 and var space)
            foreach (var form in OfActor(name[(space + 1)..])) yield return form;
        yield return name[..^2];
        if (name.Length >= 6) yield return name[..^3];
    }

    /// <summary>Without its country before it or its legal form behind it, "Department of Commerce" as "Commerce Department", and "Harvard
    /// University" as "Harvard".</summary>
    public static IEnumerable<string> OfBody(string name, IEnumerable<string> countries)
    {
        foreach (var office in Offices)
            if (name.StartsWith(office + " of ", StringComparison.Ordinal) || name.StartsWith(office + " for ", StringComparison.Ordinal))
                yield return $"{name[(name.IndexOf(' ', office.Length + 1) + 1)..]} {office}";
        foreach (var suffix in Suffixes)
            if (name.EndsWith(suffix, StringComparison.Ordinal) && name.Length - suffix.Length >= LeastLeft) yield return name[..^suffix.Length];
        foreach (var country in countries)
            if (name.StartsWith(country + " ", StringComparison.Ordinal) && name.AsSpan(country.Length + 1).Contains(' ')
                && !char.IsAsciiLetterLower(name[country.Length + 1]))
                yield return name[(country.Length + 1)..];
    }

    /// <summary>"텍사스" is "텍사스주" and "텍사스 주", too.</summary>
    public static IEnumerable<string> OfState(string name)
    {
        if (name[^1] is >= '\uAC00' and <= '\uD7A3' and not '주') yield return name + "주";
    }

    /// <summary>"미공개 타이틀 자료" is "미공개 타이틀", too, but "personal data" is not "personal"; "clone a voice" is "cloning a voice".</summary>
    public static IEnumerable<string> OfDeclared(NameKind kind, string spelling)
    {
        yield return spelling;
        if (kind == NameKind.Data)
            foreach (var end in GenericEnds)
                if (spelling.EndsWith(end, StringComparison.OrdinalIgnoreCase)
                    && spelling.AsSpan(0, spelling.Length - end.Length).ContainsAny(' ', '-'))
                    yield return spelling[..^end.Length];
        if (kind == NameKind.Data)
            foreach (var form in OfOwner(spelling)) yield return form;
        if (kind == NameKind.Purpose)
            foreach (var form in OfDoing(spelling).Concat(OfPair(spelling))) yield return form;
        if (kind == NameKind.Purpose && spelling.IndexOf(' ', StringComparison.Ordinal) is >= 3 and var verb
            && spelling.AsSpan(0, verb).IndexOfAnyExceptInRange('a', 'z') < 0)
        {
            foreach (var form in OfVerb(spelling[..verb]))
                foreach (var whose in Objects) yield return form + whose + spelling[verb..];
            if (spelling.AsSpan(0, verb).EndsWith("ing"))
            {
                foreach (var article in Articles) yield return spelling[..verb] + article + spelling[verb..];
                foreach (var form in (string[])["be", "are", "is", "get", "being"])
                    yield return $"{spelling[(verb + 1)..]} {form} {Past(spelling[..(verb - 3)])}";
            }
        }
    }

    /// <summary>"viewer letters" is "letters from our viewers", too, and "subscriber lists" "list of subscribers".</summary>
    private static IEnumerable<string> OfOwner(string spelling)
    {
        if (TwoWords(spelling) is not var (owner, things) || owner.Length < 4) yield break;
        string[] owners = owner.EndsWith('s') ? [owner] : [owner, owner + "s"];
        string[] named = things.EndsWith('s') && !things.EndsWith("ss", StringComparison.Ordinal) && things.Length > 4
            ? [things, things[..^1]] : [things];
        foreach (var thing in named)
            foreach (var whose in owners)
                foreach (var between in Between) yield return $"{thing} {between} {whose}";
    }

    /// <summary>"fact-checking" is "fact check" and "checking the facts", "voice cloning" "clone a voice", too.</summary>
    private static IEnumerable<string> OfDoing(string spelling)
    {
        if (TwoWords(spelling) is not var (thing, doing) || doing.Length < 6 || thing.Length < 3
            || !doing.EndsWith("ing", StringComparison.Ordinal)) yield break;
        string[] things = thing.EndsWith('s') ? [thing] : [thing, thing + "s"];
        yield return $"{thing} {Past(doing[..^3])}";
        foreach (var form in OfVerb(doing).Append(doing))
        {
            if (form != doing) yield return $"{thing} {form}";
            foreach (var what in things)
                foreach (var article in Objects) yield return $"{form}{article} {what}";
        }
    }

    /// <summary>"임용과 승진" is "임용" and "승진", too.</summary>
    private static IEnumerable<string> OfPair(string spelling) =>
        spelling.Split(' ') is [{ Length: >= 3 } first, { Length: >= 2 } second] && first[^1] is '과' or '와'
            && second.All(c => c is >= '\uAC00' and <= '\uD7A3') ? [first[..^1], second] : [];

    /// <summary>The two words, of small Latin letters, that the spelling is made of; null where it is another.</summary>
    private static (string First, string Second)? TwoWords(string spelling)
    {
        var at = spelling.IndexOfAny([' ', '-']);
        return at > 0 && spelling.AsSpan(0, at).IndexOfAnyExceptInRange('a', 'z') < 0 && spelling.Length > at + 3
            && spelling.AsSpan(at + 1).IndexOfAnyExceptInRange('a', 'z') < 0 ? (spelling[..at], spelling[(at + 1)..]) : null;
    }

    /// <summary>"scor(ing)": scored, "classify(ing)": classified.</summary>
    private static string Past(string stem) => stem.EndsWith('y') ? stem[..^1] + "ied" : stem + "ed";

    private static IEnumerable<string> OfVerb(string verb)
    {
        if (!verb.EndsWith("ing", StringComparison.Ordinal))
        {
            yield return (verb[^1] == 'e' ? verb[..^1] : verb) + "ing";
            yield break;
        }
        if (verb.Length < 6) yield break;
        var stem = verb[..^3];
        yield return stem;
        yield return stem + "e";
        if (stem[^1] == stem[^2]) yield return stem[..^1];
    }
}
