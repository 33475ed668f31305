using System.Collections.Immutable;
using PolicyBot.Admin.Grammar;
using PolicyBot.Knowledge;

namespace PolicyBot.Admin.Editing;

/// <summary>Facts and their sources.</summary>
internal static class FactEdits
{
    /// <summary>A fact still held on a day that has come.</summary>
    public static ImmutableArray<ItemEdit> Verify(AdminCommand c, ItemKey fact, DateOnly today) =>
        c.Day("on") is { } on && on > today
            ? throw new EditException($"{on:yyyy-MM-dd} is still to come: a fact is verified as of today or a day before")
            : [new SetField(fact, ["reported"], YamlValue.OfText(c.Need("on"))), .. Sources(c)];

    /// <summary>A fact, and its source where that is new (`--source-title`, `--publisher`, `--published`).</summary>
    public static ImmutableArray<ItemEdit> Add(AdminCommand c)
    {
        var id = CommandEdits.NewId(c);
        if (c.Has("tool") == c.Has("tool-group")) throw new EditException("a fact has either --tool or --tool-group");
        var edits = ImmutableArray.CreateBuilder<ItemEdit>();
        var sources = c.All("source");
        if (c["source-title"] is { } title)
        {
            if (!c.Has("publisher") || !c.Has("published"))
                throw new EditException("a new source needs --publisher and --published as well");
            var source = $"{id}-source";
            edits.Add(new AddItem(new("sources", source),
                [("id", YamlValue.OfText(source)), ("title", YamlValue.OfText(title)), .. CommandEdits.Text(c, "publisher"),
                    .. CommandEdits.Text(c, "published"), .. CommandEdits.Text(c, "url")]));
            sources = sources.Add(source);
        }
        else if ((string[])["publisher", "published", "url"] is var of && of.FirstOrDefault(c.Has) is { } stray)
            throw new EditException($"--{stray} is a new source's, which needs {Spelling.Quote("--source-title")}");
        if (sources.IsEmpty) throw new EditException("a fact needs a source: --source, or --source-title with --publisher and --published");
        edits.Add(new AddItem(new("facts", id),
        [
            ("id", YamlValue.OfText(id)), .. CommandEdits.Text(c, "actor"), .. CommandEdits.Text(c, "action"),
            .. CommandEdits.List(c, "tool", "tools"),
            .. CommandEdits.Text(c, "tool-group"), .. CommandEdits.Text(c, "scope"), .. CommandEdits.Text(c, "reason"),
            .. CommandEdits.Text(c, "effective"),
            .. CommandEdits.Text(c, "reported"), ("status", YamlValue.OfText(c["status"] ?? "in-force")),
            .. CommandEdits.Text(c, "statement"),
            ("sources", YamlValue.OfList(sources)),
        ]));
        return edits.ToImmutable();
    }

    public static IEnumerable<ItemEdit> Sources(AdminCommand c) =>
        c.All("source").Select(s => new AddToList(new("facts", c.Need("id")), "sources", s));
}
