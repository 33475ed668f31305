using System.Text;
using System.Text.Json.Nodes;

namespace PolicyBot.Slack.Blocks;

/// <summary>Collects blocks into messages that keep Slack's limits: at most 50 blocks, and so few characters in all blocks of a message
/// that Slack's unwritten limit (`msg_blocks_too_long`) is far away.</summary>
internal sealed class MessageBuilder
{
    public const int MostBlocks = 48, MostCharacters = 9_000, MostText = 3_500;

    private readonly List<JsonObject> messages = [];
    private readonly StringBuilder section = new();
    private readonly StringBuilder text = new();
    private List<JsonNode> blocks = [];
    private int characters;

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
    public void Block(JsonObject block, string? said = null)
    {
        EndSection();
        Add(block);
        if (said is not null) Say(said);
    }

    /// <summary>Rows of at most five buttons, shorter where the buttons' values are long: a row always fits into a message.</summary>
    public void Buttons(IEnumerable<JsonObject> buttons)
    {
        var row = new List<JsonObject>();
        var used = 0;
        foreach (var button in buttons)
        {
            var length = BlockKit.Length(button);
            if (row.Count == 5 || row.Count > 0 && used + length > MostCharacters / 2) EndRow();
            row.Add(button);
            used += length;
        }
        EndRow();

        void EndRow()
        {
            if (row.Count > 0) Block(BlockKit.Actions(row));
            (row, used) = ([], 0);
        }
    }

    public IReadOnlyList<JsonObject> Build()
    {
        EndSection();
        EndMessage();
        return messages;
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
        Add(BlockKit.Section(mrkdwn));
        Say(mrkdwn);
    }

    private void Add(JsonObject block)
    {
        var length = BlockKit.Length(block);
        if (blocks.Count == MostBlocks || blocks.Count > 0 && characters + length > MostCharacters) EndMessage();
        blocks.Add(block);
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
        if (blocks.Count == 0) return;
        // A first section may alone be longer than the fallback has room for by a little; it is never empty.
        messages.Add(new() { ["text"] = text.Length > 0 ? text.ToString() : "…", ["blocks"] = new JsonArray([.. blocks]) });
        blocks = [];
        text.Clear();
        characters = 0;
    }
}
