using System.Globalization;
using System.Text;
using PolicyBot.Core.Audit;

namespace PolicyBot.Log;

/// <summary>RFC 4180. A cell that a spreadsheet would take for a formula begins with an apostrophe. Columns keep their place; new ones come at
/// the end.</summary>
internal sealed class CsvForm : ExportForm
{
    /// <summary>Also those that Unicode has beside ASCII's, which spreadsheets in some languages take for the same.</summary>
    private const string Signs = "=+-@＝＋－＠﹦﹢﹣﹫−";
    private readonly StreamWriter file;

    public CsvForm(Stream file)
    {
        this.file = new(file, new UTF8Encoding(true));
        this.file.Write("seq,time,kind,id,verdict,tools,rules,facts,asker,question,answer,reason,by,authority,criterion,conversation,revision,"
            + "masked,hold,ranges,counts\r\n");
    }

    public override void Write(LogRecord record, LogEntry entry)
    {
        string?[] cells =
        [
            entry.Seq.ToString(CultureInfo.InvariantCulture),
            entry.Time.ToString("yyyy-MM-ddTHH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), entry.Kind.Word(), entry.Id,
            entry.Verdict, string.Join(' ', entry.Tools), string.Join(' ', entry.Rules), string.Join(' ', entry.Facts),
            Text(record, TextNames.Asker), Text(record, TextNames.Question), Text(record, TextNames.Answer),
            Text(record, TextNames.Reason), Text(record, TextNames.By), Text(record, TextNames.Authority),
            Text(record, TextNames.Criterion), Text(record, TextNames.Conversation), entry.Revision, string.Join(' ', entry.Masked),
            entry.Hold, entry.WrittenRanges(), entry.WrittenCounts(),
        ];
        file.Write(string.Join(',', cells.Select(Cell)) + "\r\n");
    }

    public static string Cell(string? text)
    {
        text ??= "";
        if (IsFormula(text)) text = "'" + text;
        return $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>Whether its first visible character is a sign that formulas begin with, or a tab or the end of a line comes before it: programs
    /// strip some of what is not seen, each something else.</summary>
    private static bool IsFormula(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\t' or '\r' or '\n') return true;
            if (!IsUnseen(rune)) return rune.IsBmp && Signs.Contains((char)rune.Value, StringComparison.Ordinal);
        }
        return false;
    }

    private static bool IsUnseen(Rune rune) => Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;

    public override void Flush() => file.Flush();

    public override void Dispose() => file.Dispose();
}
