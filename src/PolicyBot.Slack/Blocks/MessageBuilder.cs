using System.Text;
using System.Text.Json;

namespace PolicyBot.Slack.Blocks;

/// <summary>Collects blocks into messages that keep Slack's limits: at most 50 blocks, and so few characters in all blocks of a message
/// that Slack's unwritten limit (`msg_blocks_too_long`) is far away.</summary>
internal sealed class MessageBuilder : IDisposable
{
    public const int MostBlocks = 48, MostCharacters = 9_000, MostText = 3_500, MostInRow = 5;

    private readonly JsonRun blocks = new(8 * 1024), buttons = new(2 * 1024);
    private readonly List<BuiltMessage> messages = [];
    private readonly StringBuilder section = new();
    private readonly StringBuilder text = new();

    /// <summary>Of the message's blocks: where they begin and end among all, how many they are, and their characters.</summary>
    private int begin, end, count, characters;

    /// <summary>A line of plain text; what follows in <paramref name="links"/> is mrkdwn already, each piece kept whole.</summary>
    public void Line(string plain, string before = "", IEnumerable<string>? links = null)
    {
        foreach (var piece in Mrkdwn.Pieces(plain, BlockKit.SectionText - 200))
        {
            Append(before.Length > 0 ? before : "\n", Mrkdwn.Escape(piece));
            before = " ";
        }
        foreach (var link in links ?? []) Append(" ", link);
    }

    /// <summary>A line of mrkdwn, escaped by the caller, of at most 2,800 characters.</summary>
    public void Marked(string mrkdwn) => Append("\n", mrkdwn);

    public void Paragraph() => EndSection();

    /// <param name="said">What the block says, for the fallback text; escaped.</param>
    public void Block(Action<Utf8JsonWriter> block, string? said = null)
    {
        EndSection();
        Add(block);
        if (said is not null) Say(said);
    }

    /// <summary>Rows of at most five buttons, shorter where the buttons' values are long: a row always fits into a message.</summary>
    public void Buttons(IEnumerable<Action<Utf8JsonWriter>> row)
    {
        int from = 0, to = 0, inRow = 0, used = 0;
        foreach (var button in row)
        {
            var length = buttons.Add(button);
            if (inRow == MostInRow || inRow > 0 && used + length > MostCharacters / 2) EndRow();
            if (inRow++ == 0) from = buttons.Last;
            to = buttons.End;
            used += length;
        }
        if (inRow > 0) EndRow();

        void EndRow()
        {
            var elements = from..to;
            Block(json => BlockKit.Actions(json, j => j.WriteRawValue(buttons[elements], skipInputValidation: true)));
            (inRow, used) = (0, 0);
        }
    }

    /// <summary>The payload of all messages.</summary>
    /// <param name="repeated">What stands above it where it may come a second time, escaped.</param>
    public string Build(string repeated)
    {
        EndSection();
        EndMessage();
        return SlackPayload.Write(messages, blocks, repeated);
    }

    private void Append(string between, string mrkdwn)
    {
        if (section.Length > 0 && section.Length + between.Length + mrkdwn.Length > BlockKit.SectionText) EndSection();
        if (section.Length > 0 || between != "\n" && between != " ") section.Append(between);
        section.Append(mrkdwn);
    }

    private void EndSection()
    {
        if (section.Length == 0) return;
        var mrkdwn = section.ToString();
        section.Clear();
        Add(json => BlockKit.Section(json, mrkdwn));
        Say(mrkdwn);
    }

    private void Add(Action<Utf8JsonWriter> block)
    {
        var length = blocks.Add(block);
        if (count == MostBlocks || count > 0 && characters + length > MostCharacters) EndMessage();
        if (count++ == 0) begin = blocks.Last;
        end = blocks.End;
        characters += length;
    }

    private void Say(string mrkdwn)
    {
        if (text.Length + mrkdwn.Length > MostText) return;
        if (text.Length > 0) text.Append('\n');
        text.Append(mrkdwn);
    }

    private void EndMessage()
    {
        if (count == 0) return;
        // A first section may alone be longer than the fallback has room for by a little; it is never empty.
        messages.Add(new(text.Length > 0 ? text.ToString() : "…", begin..end));
        text.Clear();
        (count, characters) = (0, 0);
    }

    public void Dispose()
    {
        blocks.Dispose();
        buttons.Dispose();
    }
}

/// <summary>A message's fallback text, and its blocks within all that were written.</summary>
internal readonly record struct BuiltMessage(string Text, Range Blocks);
