using System.Collections.Immutable;
using System.Text;
using PolicyBot.Core.Knowledge;
using PolicyBot.Knowledge;
using YamlDotNet.Core;

namespace PolicyBot.Admin.Editing;

/// <summary>What editing came to: the changed documents alone, or why nothing was changed.</summary>
public sealed record EditResult(ImmutableSortedDictionary<string, byte[]> Changed, ImmutableArray<Remark> Errors)
{
    public bool Ok => Errors.IsEmpty;

    public static EditResult Refused(params IEnumerable<Remark> errors) =>
        new(ImmutableSortedDictionary<string, byte[]>.Empty, [.. errors]);
}

/// <summary>Edits of knowledge documents where the items stand. Comments, order and layout survive; only the edited items' lines change,
/// which is checked after every edit, and so is that the whole knowledge still loads. All edits are made or none. Pure.</summary>
public static class KnowledgeEditor
{
    public static EditResult Apply(IReadOnlyList<KnowledgeDocument> documents, IEnumerable<ItemEdit> edits)
    {
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var document in documents)
        {
            if (DocumentText.Decode(document, new()) is not { } text) return EditResult.Refused(NotText(document.Path));
            texts[document.Path] = text;
        }
        var changed = new SortedSet<string>(StringComparer.Ordinal);
        try
        {
            foreach (var edit in edits) changed.UnionWith(Make(texts, edit));
        }
        catch (EditException refused)
        {
            return EditResult.Refused(refused.Said);
        }
        catch (YamlException)
        {
            return EditResult.Refused("the documents are not valid YAML; mend them first (`check` tells where)");
        }
        var after = documents.Where(d => !changed.Contains(d.Path))
            .Concat(changed.Select(p => new KnowledgeDocument(p, Bytes(p, texts[p], documents)))).ToList();
        var errors = KnowledgeLoader.Load(after).Problems.Where(p => p.Severity == Severity.Error).Select(p => p.Shown).ToList();
        return errors.Count > 0 ? EditResult.Refused(errors)
            : new(changed.ToImmutableSortedDictionary(p => p, p => after.First(d => d.Path == p).Content, StringComparer.Ordinal), []);
    }

    /// <summary>Applies the documents changed to the ones given.</summary>
    public static ImmutableArray<KnowledgeDocument> With(IEnumerable<KnowledgeDocument> documents,
        ImmutableSortedDictionary<string, byte[]> changed) =>
        [.. documents.Where(d => !changed.ContainsKey(d.Path)).Concat(changed.Select(c => new KnowledgeDocument(c.Key, c.Value)))
            .OrderBy(d => d.Path, StringComparer.Ordinal)];

    /// <summary>What every item says, by its key; editions beside their tools, an entry of a translation once for all languages. Documents
    /// that are not YAML say nothing.</summary>
    public static ImmutableDictionary<ItemKey, string> Images(IReadOnlyList<KnowledgeDocument> documents)
    {
        var images = new Dictionary<ItemKey, string>();
        foreach (var document in documents.OrderBy(d => d.Path, StringComparer.Ordinal))
            if (DocumentText.Decode(document, new()) is { } text)
                foreach (var (key, image) in ImagesOf(document.Path, text)) images[key] = images.GetValueOrDefault(key) + image;
        return images.ToImmutableDictionary();
    }

    private static Dictionary<ItemKey, string> ImagesOf(string path, string text)
    {
        try
        {
            return ItemImage.Of(SpanReader.Read(text), path.StartsWith("translations/", StringComparison.Ordinal));
        }
        catch (YamlException)
        {
            return [];
        }
    }

    private static List<string> Make(SortedDictionary<string, string> texts, ItemEdit edit)
    {
        var folder = edit.Item.Section.StartsWith("translations/", StringComparison.Ordinal)
            ? "translations/"
            : FolderOf(edit.Item.Section);
        var paths = texts.Keys.Where(p =>
            p.StartsWith(folder, StringComparison.Ordinal) && SpanReader.Read(texts[p]) is { } root
                && DocumentEditor.Holds(root, edit.Item)).ToList();
        if (edit is AddItem add)
        {
            if (paths.Count > 0) throw new EditException($"{edit.Item.Said} is there already, in {paths[0]}");
            var home = texts.Keys.LastOrDefault(p =>
                p.StartsWith(folder, StringComparison.Ordinal) && SpanReader.Read(texts[p])?[edit.Item.Section] is SpanList)
                ?? texts.Keys.LastOrDefault(p => p.StartsWith(folder, StringComparison.Ordinal)) ?? $"{folder}{edit.Item.Section}.yaml";
            Replace(texts, home, DocumentEditor.Append(texts.GetValueOrDefault(home, ""), add), edit.Item);
            return [home];
        }
        if (paths.Count == 0)
        {
            if (folder == "translations/") return [];
            var known = texts.Where(t => t.Key.StartsWith(folder, StringComparison.Ordinal))
                .SelectMany(t => ItemImage.Of(SpanReader.Read(t.Value), false).Keys)
                .Where(k => k.Section == edit.Item.Section).Select(k => k.Id);
            throw new EditException(
                $"there is no {Spelling.Quote(edit.Item.Id)} among the `{edit.Item.Section}`{Spelling.Hint(edit.Item.Id, known)}");
        }
        foreach (var path in paths) Replace(texts, path, DocumentEditor.Apply(texts[path], edit)!, edit.Item);
        return paths;
    }

    /// <summary>Refuses a text in which anything but the item differs.</summary>
    private static void Replace(SortedDictionary<string, string> texts, string path, string text, ItemKey item)
    {
        var translations = path.StartsWith("translations/", StringComparison.Ordinal);
        var before = ItemImage.Of(SpanReader.Read(texts.GetValueOrDefault(path, "")), translations);
        Dictionary<ItemKey, string> after;
        try
        {
            after = ItemImage.Of(SpanReader.Read(text), translations);
        }
        catch (YamlException)
        {
            throw new EditException($"{item.Said} in {path} is laid out in a way that cannot be edited from here; edit the file instead");
        }
        foreach (var own in before.Keys.Except(after.Keys).Where(k => item.Section == "tools" && k.Section == "editions").ToList())
            before.Remove(own);
        before.Remove(item);
        after.Remove(item);
        if (before.Count != after.Count || before.Any(b => after.GetValueOrDefault(b.Key) != b.Value))
            throw new EditException($"{item.Said} in {path} is laid out in a way that cannot be edited from here; edit the file instead");
        texts[path] = text;
    }

    private static Remark NotText(string path) => $"{path} cannot be edited: it is not UTF-8 text";

    internal static string FolderOf(string section) => section switch
    {
        "tools" or "editions" or "ambiguous-names" => "tools/",
        "sources" or "actors" or "facts" => "facts/",
        "cases" => "cases/",
        _ => "policy/",
    };

    /// <summary>A byte order mark stays.</summary>
    private static byte[] Bytes(string path, string text, IReadOnlyList<KnowledgeDocument> documents)
    {
        var marked = documents.FirstOrDefault(d => d.Path == path)?.Content.AsSpan().StartsWith("\uFEFF"u8) ?? false;
        return marked ? [.. "\uFEFF"u8, .. Encoding.UTF8.GetBytes(text)] : Encoding.UTF8.GetBytes(text);
    }
}
