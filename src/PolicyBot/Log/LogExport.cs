using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Xml;
using PolicyBot.Core.Audit;
using PolicyBot.Storage;

namespace PolicyBot.Log;

/// <summary>Writes a part of the log into a folder: `entries.jsonl`, what else was asked for, and at the very end `manifest.json`, without
/// which it is partial.</summary>
public sealed class LogExport(BotHost host)
{
    public const string Entries = "entries.jsonl";
    public const string Manifest = "manifest.json";
    private static readonly UTF8Encoding Utf8 = new(false);

    /// <summary>Entries from <paramref name="from"/> to before <paramref name="to"/>.
    /// Returns how many. Memory does not grow with them.</summary>
    public async Task<long> WriteAsync(string folder, DateTimeOffset? from, DateTimeOffset? to, string format, IProgress<long>? progress,
        CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        var reader = new LogReader(host.Database);
        var head = await reader.HeadAsync(cancel) ?? throw new InvalidDataException("the log is empty");
        await using var db = host.Database.Open();
        var (first, count) = await RangeAsync(db, head.Size, from, to, cancel);
        var texts = LogEntry.Empty<long>().ToBuilder();
        await using (var lines = new StreamWriter(Path.Combine(folder, Entries), false, Utf8))
        await using (var other = Other.Open(folder, format))
        {
            var written = 0L;
            await foreach (var record in reader.RecordsAsync(first, first + count, cancel))
            {
                foreach (var text in record.Texts) texts[text.Name] = texts.GetValueOrDefault(text.Name) + 1;
                await lines.WriteLineAsync(Line(record));
                other?.Write(record);
                if (++written % 10_000 == 0) progress?.Report(written);
            }
            if (written != count)
                throw new InvalidDataException($"the log lacks entries: {written} of {count} could be read; nothing was exported");
        }
        var subtrees = reader.Subtrees(db);
        var manifest = new ExportManifest
        {
            Filter = LogEntry.Empty<string>().Add("from", Show(from)).Add("to", Show(to)).Add("format", format),
            First = first,
            Count = count,
            Texts = texts.ToImmutable(),
            Files = LogEntry.Empty<string>()
                .AddRange(Directory.GetFiles(folder).Select(f => KeyValuePair.Create(Path.GetFileName(f), ExportFolder.HashOf(f)))),
            Checkpoint = head.Note,
            Proof = RangeProof.Build(first, count, head.Size, subtrees),
            Removals = [.. (await reader.LifecycleAsync(cancel)).Select(leaf => (Leaf: leaf, Entry: LeafCodec.Decode(leaf)))
                .Where(r =>
                    r.Entry.Kind is EntryKind.Erase or EntryKind.Purge && r.Entry.Seq < head.Size
                        && r.Entry.Ranges.Any(x => x.First < first + count && x.Last >= first))
                .Select(r => new ProvenEntry([.. r.Leaf], [.. TreeProofs.Inclusion(r.Entry.Seq, head.Size, subtrees)]))],
        };
        await File.WriteAllTextAsync(Path.Combine(folder, Manifest), ExportFolder.ToJson(manifest), Utf8, cancel);
        return count;
    }

    /// <summary>Which entries lie between two times, and how many they are.</summary>
    public async Task<(long First, long Count)> RangeAsync(DateTimeOffset? from, DateTimeOffset? to, CancellationToken cancel)
    {
        var head = await new LogReader(host.Database).HeadAsync(cancel);
        await using var db = host.Database.Open();
        return await RangeAsync(db, head?.Size ?? 0, from, to, cancel);
    }

    private static async Task<(long First, long Count)> RangeAsync(BotContext db, long size, DateTimeOffset? from, DateTimeOffset? to,
        CancellationToken cancel)
    {
        var first = from is { } start ? await LogTimes.FirstAsync(db, start, size, cancel) : 0;
        return (first, Math.Max(0, (to is { } stop ? await LogTimes.FirstAsync(db, stop, size, cancel) : size) - first));
    }

    private static string Show(DateTimeOffset? at) => at?.ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";

    private static string Line(LogRecord record)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteBase64String("leaf", record.Leaf.Span);
            json.WriteStartArray("texts");
            foreach (var text in record.Texts)
            {
                json.WriteStartObject();
                json.WriteString("name", text.Name);
                json.WriteBase64String("salt", text.Salt);
                json.WriteString("text", text.Text);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <summary>A second form of the same entries, for spreadsheets or for review tools.</summary>
    private abstract class Other : IAsyncDisposable
    {
        public static Other? Open(string folder, string format) => format switch
        {
            "csv" => new Csv(new StreamWriter(Path.Combine(folder, "entries.csv"), false, new UTF8Encoding(true))),
            "edrm-xml" => new Edrm(XmlWriter.Create(Path.Combine(folder, "entries.xml"),
                new XmlWriterSettings { Indent = true, Encoding = Utf8, CheckCharacters = true })),
            _ => null,
        };

        public abstract void Write(LogRecord record);
        public abstract ValueTask DisposeAsync();

        protected static string? Text(LogRecord record, string name) => record.Texts.FirstOrDefault(t => t.Name == name)?.Text;
    }

    /// <summary>RFC 4180. A cell that a spreadsheet would take for a formula begins with an apostrophe.</summary>
    private sealed class Csv : Other
    {
        private readonly StreamWriter file;

        public Csv(StreamWriter file)
        {
            this.file = file;
            file.Write("seq,time,kind,id,verdict,tools,rules,facts,asker,question,answer,reason\r\n");
        }

        public override void Write(LogRecord record)
        {
            var entry = LeafCodec.Decode(record.Leaf.Span);
            string?[] cells =
            [
                entry.Seq.ToString(CultureInfo.InvariantCulture),
                entry.Time.ToString("yyyy-MM-ddTHH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), entry.Kind.Word(), entry.Id,
                entry.Verdict, string.Join(' ', entry.Tools), string.Join(' ', entry.Rules), string.Join(' ', entry.Facts),
                Text(record, TextNames.Asker), Text(record, TextNames.Question), Text(record, TextNames.Answer),
                Text(record, TextNames.Reason),
            ];
            file.Write(string.Join(',', cells.Select(Cell)) + "\r\n");
        }

        public static string Cell(string? text)
        {
            text ??= "";
            if (text.TrimStart() is ['=' or '+' or '-' or '@', ..] || text is ['\t' or '\r' or '\n', ..]) text = "'" + text;
            return $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        }

        public override ValueTask DisposeAsync() => file.DisposeAsync();
    }

    /// <summary>EDRM XML 1.2: a document for each entry, its fields as tags.</summary>
    private sealed class Edrm : Other
    {
        private readonly XmlWriter xml;

        public Edrm(XmlWriter xml)
        {
            this.xml = xml;
            xml.WriteStartElement("Root");
            xml.WriteAttributeString("MajorVersion", "1");
            xml.WriteAttributeString("MinorVersion", "2");
            xml.WriteAttributeString("Description", "PolicyBot log");
            xml.WriteStartElement("Batch");
            xml.WriteStartElement("Documents");
        }

        public override void Write(LogRecord record)
        {
            var entry = LeafCodec.Decode(record.Leaf.Span);
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
            // XML 1.0 has no way to write most control characters.
            xml.WriteAttributeString("TagValue",
                string.Concat(value.Select(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c) ? c : '\uFFFD')));
            xml.WriteEndElement();
        }

        public override ValueTask DisposeAsync()
        {
            xml.WriteEndDocument();
            xml.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
