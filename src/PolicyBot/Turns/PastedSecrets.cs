using System.Buffers;
using System.Text.RegularExpressions;

namespace PolicyBot.Turns;

/// <summary>Finds keys, tokens and passwords in a folded text. Beside a name (`password=`) only the value is one. Linear in the text's
/// length: a repetition is bounded, or consumes what it has looked at, or cannot begin inside itself.</summary>
internal static partial class PastedSecrets
{
    private static readonly SearchValues<char> Between = SearchValues.Create("_.+/=~%*!-"), Signs = SearchValues.Create("@#$%^*+=~!");

    /// <summary>The wider ones first: of what overlaps, the first counts.</summary>
    public static IEnumerable<(int Start, int Length)> In(string text)
    {
        foreach (Match found in PrivateKey().Matches(text)) yield return (found.Index, found.Length);
        var named = text.AsSpan().ContainsAny(':', '=');
        if (named)
        {
            foreach (Match found in UserInfo().Matches(text)) yield return (Value(found).Index, Value(found).Length);
            foreach (Match found in Password().Matches(text))
                if (LengthOfPassword(text, found) is > 0 and var length) yield return (Value(found).Index, length);
        }
        foreach (Match found in Fixed().Matches(text)) yield return (found.Index, found.Length);
        foreach (Match found in Prefixed().Matches(text)) if (IsRandom(found.ValueSpan)) yield return (found.Index, found.Length);
        foreach (Match found in Bearer().Matches(text)) if (IsBearer(found)) yield return (Value(found).Index, Value(found).Length);
        if (named)
            foreach (Match found in NamedKey().Matches(text)) if (IsKey(found)) yield return (Value(found).Index, Value(found).Length);
    }

    /// <summary>Also one whose line ends are written out, as JSON has them, one with headers (RFC 1421), and one that is cut off.</summary>
    [GeneratedRegex(@"-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY[A-Z ]{0,10}-----(?:(?>(?:[^-]|-(?!----))*)-----END [A-Z0-9 ]{0,50}-----"
        + @"|(?>(?:(?:\\[nr]|\s)*(?:[A-Za-z0-9+/=]{16,}|(?:Proc-Type|DEK-Info): ?[A-Z0-9,-]+))*)(?:(?:\\[nr]|\s)*[A-Za-z0-9+/]{1,15}={1,2})?)",
        RegexOptions.CultureInvariant)]
    private static partial Regex PrivateKey();

    /// <summary>What its maker gives a form that nothing else has: JSON web tokens (RFC 7519), access key ids, addresses that may be posted to.</summary>
    [GeneratedRegex(@"(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)?"
        + @"|(?<![A-Za-z0-9])(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])"
        + @"|(?<![A-Za-z0-9])dapi[0-9a-f]{32}(?:-[0-9]{1,2})?(?![A-Za-z0-9])"
        + @"|(?<![0-9])[0-9]{8,10}:AA[A-Za-z0-9_-]{33}(?![A-Za-z0-9_-])"
        + @"|https?://hooks\.slack(?:-gov)?\.com/(?:services|workflows|triggers)/[A-Za-z0-9_/-]{8,}"
        + @"|https?://(?:[a-z]{1,10}\.)?discord(?:app)?\.com/api/webhooks/[0-9]{5,20}/[A-Za-z0-9_-]{8,}"
        + @"|https?://[a-z0-9-]{1,60}\.webhook\.office\.com/[A-Za-z0-9@/_-]{16,}", RegexOptions.CultureInvariant)]
    private static partial Regex Fixed();

    /// <summary>By the prefixes that makers document.</summary>
    [GeneratedRegex(@"(?<![A-Za-z0-9])(?:sk-|gsk_|xai-|pplx-|r8_|nvapi-|tvly-|csk-|fw_|hf_|AIza|ya29\.|GOCSPX-"
        + @"|sk_live_|sk_test_|rk_live_|rk_test_|pk_live_|whsec_|sq0(?:atp|csp|idp)-|shp(?:at|ca|pa|ss)_"
        + @"|xox[abeoprs][.-]|xapp-|gh[pousr]_|github_pat_|gl(?:pat|rt|dt|ptt|cbt|ft|soat|agent|imt)-|ATATT3|lin_api_|figd_|ntn_|PMAK-"
        + @"|SG\.|npm_|pypi-|rubygems_|dckr_pat_|hvs\.|do[opr]_v1_|AGE-SECRET-KEY-)[A-Za-z0-9_.+/=-]{12,}", RegexOptions.CultureInvariant)]
    private static partial Regex Prefixed();

    [GeneratedRegex(@"(?:(?<header>(?i:authorization)[""']?\s{0,3}[:=]\s{0,3}[""']?(?i:bearer|basic|token|digest|apikey))"
        + @"|(?<![A-Za-z])(?i:bearer))\s{1,3}(?<value>[A-Za-z0-9+/=_.~-]{8,})", RegexOptions.CultureInvariant)]
    private static partial Regex Bearer();

    /// <summary>RFC 3986, section 3.2.1; up to the last at sign, for people do not encode one in a password.</summary>
    [GeneratedRegex(@"://(?<value>[!-~-[/?#""'<>]]{1,200})@", RegexOptions.CultureInvariant)]
    private static partial Regex UserInfo();

    [GeneratedRegex(@"(?i:key|token|secret|signature|sig|credentials?|키|토큰|시크릿)[""']?\s{0,3}(?<sign>[:=]{1,2}>?)\s{0,3}"
        + @"[""']?(?<value>[A-Za-z0-9+/=_.~%*!-]{12,})", RegexOptions.CultureInvariant)]
    private static partial Regex NamedKey();

    [GeneratedRegex(@"(?i:password|passphrase|passwd|pwd|(?<![a-z])pw|비밀 ?번호|비번|패스워드|암호)[""']?\s{0,3}(?<sign>[:=]{1,2}>?)\s{0,3}"
        + @"(?:(?<quoted>[""'])(?<value>(?:(?!\k<quoted>)[^\r\n■]){3,128})\k<quoted>|(?<value>[!-~-[""'`<>;,&]]{3,}))",
        RegexOptions.CultureInvariant)]
    private static partial Regex Password();

    /// <summary>What may stand behind `password:` and is none: tools, standards, years and measures, by how they begin.</summary>
    [GeneratedRegex(@"^(?i:(?:chat)?gpt|claude|gemini|llama|deepseek|qwen|grok|mistral|copilot|o[1-9](?![a-z])|1password|https?:"
        + @"|aes|sha|rsa|md5|tls|iso|nist|rfc|pci|20[0-9]{2}-|[0-9]{1,3}-[a-z]+$)", RegexOptions.CultureInvariant)]
    private static partial Regex Ordinary();

    private static Group Value(Match found) => found.Groups["value"];

    /// <summary>Behind an equals sign or in quotes, whatever stands there; behind a colon, which ordinary sentences have too, what is no
    /// word: with a digit or a sign in it, and of digits alone only where nothing follows. 0: there is none.</summary>
    private static int LengthOfPassword(string text, Match found)
    {
        var value = Value(found);
        var length = value.Length;
        if (found.Groups["quoted"].Success) return length;
        while (length > 0 && text[value.Index + length - 1] is '?' or ')' or '.') length--;
        if (IsAssigned(found)) return length;
        var said = value.ValueSpan[..length];
        var rest = text.AsSpan(value.Index + length).TrimStart(" ?).");
        var mixed = said.ContainsAnyInRange('0', '9') || length > 1 && said[..^1].ContainsAny(Signs);
        var letters = said.ContainsAnyInRange('A', 'Z') || said.ContainsAnyInRange('a', 'z');
        var last = rest.IsEmpty || rest[0] is '\r' or '\n' or ',' or ';';
        return length >= 4 && mixed && (letters || last) && !Ordinary().IsMatch(said) ? length : 0;
    }

    private static bool IsBearer(Match found) => IsRandom(Value(found).ValueSpan)
        || found.Groups["header"].Success && Value(found).ValueSpan.ContainsAnyInRange('0', '9');

    /// <summary>Numbers are no keys, and behind a colon neither are words.</summary>
    private static bool IsKey(Match found) => Value(found).ValueSpan is var value && IsRandom(value)
        && value.ContainsAnyExceptInRange('0', '9') && (IsAssigned(found) || value.ContainsAnyInRange('0', '9'));

    private static bool IsAssigned(Match found) => found.Groups["sign"].ValueSpan.Contains('=');

    /// <summary>Keys have a long run of letters with digits among them; names of the same form (`sk-telecom-agent`) are words.</summary>
    private static bool IsRandom(ReadOnlySpan<char> text)
    {
        foreach (var part in text.SplitAny(Between))
            if (text[part] is var run && (run.Length >= 16 || run.Length >= 10 && run.ContainsAnyInRange('0', '9'))) return true;
        return false;
    }
}
