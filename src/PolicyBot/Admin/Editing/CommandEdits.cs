using System.Collections.Immutable;
using PolicyBot.Admin.Grammar;
using PolicyBot.Core.Knowledge;
using PolicyBot.Knowledge;

namespace PolicyBot.Admin.Editing;

/// <summary>The edits that a command of the grammar comes to. Pure: what
/// is wrong with ids and values is found when they are applied.</summary>
public static class CommandEdits
{
    /// <summary>Null where the command changes no knowledge (drafts, roles ...).</summary>
    /// <exception cref="EditException">The command asks for nothing, or for what cannot be.</exception>
    public static ImmutableArray<ItemEdit>? Of(AdminCommand command, KnowledgeBase knowledge, DateOnly today)
    {
        var edits = (command.Noun, command.Verb) switch
        {
            ("tool", "add") => ToolEdits.Add(command),
            ("tool", "edit") => ToolEdits.Edit(command, knowledge),
            ("tool", "retire") => [new RemoveItem(new("translations/tools", command.Need("id"))),
                new RemoveItem(new("tools", command.Need("id")))],
            ("alias", "add") => [ToolEdits.AddAlias(command, knowledge)],
            ("alias", "remove") => [ToolEdits.RemoveAlias(command, knowledge)],
            ("fact", "add") => FactEdits.Add(command),
            ("fact", "verify") => FactEdits.Verify(command, Fact(command), today),
            ("fact", "lift") => [new SetField(Fact(command), ["status"], YamlValue.OfText("lifted")), .. FactEdits.Sources(command)],
            ("fact", "supersede") =>
                [new SetField(Fact(command), ["status"], YamlValue.OfText("superseded")),
                    new SetField(Fact(command), ["superseded-by"], YamlValue.OfText(command.Need("by")))],
            ("fact", "retire") => [new SetField(Fact(command), ["status"], YamlValue.OfText("expired"))],
            ("rule", "add") => RuleEdits.Add(command, knowledge),
            ("rule", "set") => RuleEdits.Set(command, knowledge),
            ("rule", "retire") => RuleEdits.Retire(command, knowledge, today),
            ("rule", "schedule") => RuleEdits.Schedule(command),
            ("dimension", "add") => DimensionEdits.Add(command, DimensionEdits.Section(command), knowledge),
            ("dimension", "edit") => DimensionEdits.Edit(command, DimensionEdits.Section(command), knowledge),
            ("group", "add") => DimensionEdits.Add(command, "groups", knowledge),
            ("group", "edit") => DimensionEdits.Edit(command, "groups", knowledge),
            ("contact", "set") => DimensionEdits.Contact(command),
            ("case", "add") => CaseEdits.Add(command),
            ("case", "set") => CaseEdits.Set(command, knowledge),
            ("case", "retire") => CaseEdits.Retire(command, knowledge),
            _ => (ImmutableArray<ItemEdit>?)null,
        };
        if (edits is { IsEmpty: true })
            throw new EditException(
                $"`{command.Noun} {command.Verb}` says nothing to change; `help {command.Noun} {command.Verb}` lists what can be");
        return edits;
    }

    /// <summary>A new item's id, which everything else refers to.</summary>
    internal static string NewId(AdminCommand command)
    {
        var id = command.Need("id");
        return Fields.IsKebab(id)
            ? id
            : throw new EditException($"the id {Spelling.Quote(id)} is not kebab-case (lower-case letters, digits and single hyphens)");
    }

    internal static IEnumerable<(string, YamlValue)> Text(AdminCommand command, string option, string? key = null) =>
        command[option] is { } text ? [(key ?? option, YamlValue.OfText(text))] : [];

    internal static IEnumerable<(string, YamlValue)> List(AdminCommand command, string option, string key) =>
        command.Has(option) ? [(key, YamlValue.OfList(command.All(option)))] : [];

    /// <summary>A text in the first language and, where it is given, in Korean.</summary>
    internal static IEnumerable<(string, YamlValue)> Texts(AdminCommand command, string option, string key, string first)
    {
        if (command[option] is not { } text) return [];
        return [(key, command[option + "-ko"] is { } korean && first != "ko"
            ? YamlValue.OfTexts([(first, text), ("ko", korean)])
            : YamlValue.OfText(text))];
    }

    /// <summary>Sets the text of a language; the other ones stay.</summary>
    internal static IEnumerable<ItemEdit> SetTexts(AdminCommand command, ItemKey item, string option, string key,
        LocalizedText? now, string first)
    {
        if (command[option] is { } text)
            yield return now is { ByLanguage.Count: > 0 }
                ? new SetField(item, [key, first], YamlValue.OfText(text))
                : new SetField(item, [key], YamlValue.OfText(text));
        if (command[option + "-ko"] is { } korean) yield return new SetField(item, [key, "ko"], YamlValue.OfText(korean), first);
    }

    private static ItemKey Fact(AdminCommand command) => new("facts", command.Need("id"));
}
