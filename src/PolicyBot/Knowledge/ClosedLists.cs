namespace PolicyBot.Knowledge;

/// <summary>What FORMAT.md lists once for all.</summary>
internal static class ClosedLists
{
    public static readonly string[] Kinds =
    [
        "chat-assistant", "coding-assistant", "image-generator", "video-generator", "audio-generator", "transcription", "translation",
        "writing-assistant", "search-assistant", "office-assistant", "agent", "api", "open-weights", "local-runtime",
    ];

    public static readonly string[] ToolGroups = ["generative-ai", "external-storage", "chinese-ai"];

    /// <summary>ISO 3166-1 alpha-2, and EU for the European Union, XK for Kosovo.</summary>
    private const string Countries =
        "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI " +
        "CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET EU FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP " +
        "GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR " +
        "LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF " +
        "PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ " +
        "TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW";

    public static bool IsCountry(string code) =>
        code.Length == 2 && char.IsAsciiLetterUpper(code[0]) && char.IsAsciiLetterUpper(code[1])
            && Countries.Contains(code, StringComparison.Ordinal);

    /// <summary>The shape of ISO 639-1.</summary>
    public static bool IsLanguage(string code) => code.Length == 2 && char.IsAsciiLetterLower(code[0]) && char.IsAsciiLetterLower(code[1]);

    /// <summary>The country's own code, a hyphen, one to three letters or digits.</summary>
    public static bool IsRegion(string region, string country) =>
        region.Length is >= 4 and <= 6 && region.StartsWith(country, StringComparison.Ordinal) && region[2] == '-'
        && region.Skip(3).All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c));

    public static void CheckCountry(Fields fields, Node node, string code)
    {
        if (IsCountry(code)) return;
        var hint = IsCountry(code.ToUpperInvariant()) ? Spelling.Meant(Spelling.Quote(code.ToUpperInvariant())) : "";
        fields.Error(node, $"{Spelling.Quote(code)} is no country code such as KR (ISO 3166-1 alpha-2, upper-case){hint}");
    }

    public static void CheckKind(Sheet sheet, Node node, string kind)
    {
        if (Array.IndexOf(Kinds, kind) < 0)
            sheet.Problems.Unknown(sheet.At(node), $"there is no kind of tool {Spelling.Quote(kind)}", kind, Kinds);
    }
}
