using System.Globalization;
using System.Text;
using System.Xml;
using PolicyBot.Core.Audit;

namespace PolicyBot.Log;

/// <summary>EDRM XML 1.2: a document for each entry, its fields as tags.</summary>
internal sealed class EdrmForm : ExportForm
{
    private static readonly XmlWriterSettings Settings =
        new() { Indent = true, NewLineChars = "\n", Encoding = new UTF8Encoding(false), CheckCharacters = true };
    private readonly Stream file;
    private readonly XmlWriter xml;

    public EdrmForm(Stream file)
    {
        this.file = file;
        xml = XmlWriter.Create(file, Settings);
        xml.WriteStartElement("Root");
        xml.WriteAttributeString("MajorVersion", "1");
        xml.WriteAttributeString("MinorVersion", "2");
        xml.WriteAttributeString("Description", "PolicyBot log");
        xml.WriteStartElement("Batch");
        xml.WriteStartElement("Documents");
    }

    public override void Write(LogRecord record, LogEntry entry)
    {
        xml.WriteStartElement("Document");
        xml.WriteAttributeString("DocID", entry.Seq.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("DocType", "Message");
        xml.WriteStartElement("Tags");
        Tag("#DateSent", "DateTime", entry.Time.ToString("yyyy-MM-ddTHH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        Tag("Kind", "Text", entry.Kind.Word());
        Tag("Verdict", "Text", entry.Verdict);
        Tag("Tools", "Text", string.Join(' ', entry.Tools));
        Tag("Rules", "Text", string.Join(' ', entry.Rules));
        Tag("Facts", "Text", string.Join(' ', entry.Facts));
        Tag("Revision", "Text", entry.Revision);
        Tag("Masked", "Text", string.Join(' ', entry.Masked));
        Tag("Hold", "Text", entry.Hold);
        Tag("Ranges", "LongText", entry.WrittenRanges());
        Tag("Counts", "Text", entry.WrittenCounts());
        foreach (var text in record.Texts) Tag(text.Name == TextNames.Asker ? "#From" : text.Name, "LongText", text.Text);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private void Tag(string name, string type, string? value)
    {
        if (string.IsNullOrEmpty(value)) return;
        xml.WriteStartElement("Tag");
        xml.WriteAttributeString("TagName", name);
        xml.WriteAttributeString("TagDataType", type);
        // XML 1.0 has no way to write most control characters. Of halves of a character, the runes have made the same.
        xml.WriteAttributeString("TagValue", string.Concat(value.EnumerateRunes()
            .Select(r => r.IsBmp && !XmlConvert.IsXmlChar((char)r.Value) ? Rune.ReplacementChar : r)));
        xml.WriteEndElement();
    }

    public override void Flush() => xml.Flush();

    public override void End()
    {
        xml.WriteEndDocument();
        xml.Flush();
    }

    public override void Dispose()
    {
        // Ends what is open, where an export broke off.
        xml.Dispose();
        file.Dispose();
    }
}
