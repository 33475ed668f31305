using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Answers;

/// <summary>Who makes it, what it is, which editions there are: the tool registry in words.</summary>
internal static class ToolInfoAnswers
{
    public static void Write(Draft draft)
    {
        draft.Title = draft.Words.Say("title.tool-info");
        if (draft.Question.Frame.Tools.IsEmpty) draft.Say(SentenceRole.Verdict, "info.which", []);
        foreach (var id in draft.Question.Frame.Tools) WriteTool(draft, draft.Knowledge.Tools[id]);
        if (draft.Question.Frame.Tools.IsEmpty) Closing.WriteContact(draft);
    }

    private static void WriteTool(Draft draft, Tool tool)
    {
        var words = draft.Words;
        Evidence[] evidence = [new(EvidenceKind.Tool, tool.Id)];
        draft.Say(SentenceRole.Verdict, "info.what", evidence, ("tool", words.Tool(tool.Id)), ("vendor", tool.Vendor),
            ("country", words.Country(tool.Country)), ("kinds", words.List(tool.Kinds.Select(k => words.Term("kind.", k)))));
        if (!tool.Editions.IsEmpty)
        {
            draft.Say(SentenceRole.Note, "info.editions", evidence);
            foreach (var edition in tool.Editions)
                draft.Say(SentenceRole.Case, "info.edition", [new(EvidenceKind.Tool, edition.Id)], ("edition", edition.Name),
                    ("hosting", words.Say("hosting." + Kebab.Name(edition.Hosting))));
        }
        var asked = tool.Editions.Where(e => draft.Question.Frame.Editions.Contains(e.Id)).ToArray();
        foreach (var edition in asked)
        {
            var attributes = edition.Attributes ?? tool.Attributes;
            Evidence[] ofEdition = [new(EvidenceKind.Tool, edition.Id)];
            draft.Say(SentenceRole.Note, attributes.IsEmpty ? "info.attributes-none" : "info.attributes-of", ofEdition,
                ("edition", edition.Name));
            foreach (var attribute in attributes) draft.Add(SentenceRole.Case, words.Term("attribute.", attribute), ofEdition);
        }
        if (asked.Length == 0 && !tool.Attributes.IsEmpty)
        {
            draft.Say(SentenceRole.Note, "info.attributes", evidence);
            foreach (var attribute in tool.Attributes)
                draft.Add(SentenceRole.Case, words.Term("attribute.", attribute), evidence);
        }
        draft.Suggest(words.Say("suggest.may-i", ("tool", words.Tool(tool.Id))), words.Say("suggest.may-i", ("tool", words.Tool(tool.Id))));
        if (draft.Knowledge.FactsByTool.ContainsKey(tool.Id))
            draft.Suggest(words.Say("suggest.who-restricts", ("tool", words.Tool(tool.Id))),
                words.Say("suggest.who-restricts", ("tool", words.Tool(tool.Id))));
    }
}
