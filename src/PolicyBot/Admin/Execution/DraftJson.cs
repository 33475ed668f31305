using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyBot.Admin.Drafts;
using PolicyBot.Admin.Editing;

namespace PolicyBot.Admin.Execution;

/// <summary>A draft as it is stored.</summary>
internal static class DraftJson
{
    private sealed record Item(string Section, string Id);

    private sealed record Edit(string Op, Item Item)
    {
        public string[]? Path { get; init; }
        public string? Yaml { get; init; }
        public string? Text { get; init; }
        public string[][]? Fields { get; init; }
        public bool Keep { get; init; }
    }

    private sealed record Body(
        string Author, string Base, Edit[] Edits, string[] Editors, Approval[] Approvals, string? Why, JsonNode? Reason, DateOnly? On,
        int? Restores, Item[] Restored,
        string[]? EditorKeys = null, string[]? Whys = null, Look[]? Looks = null);

    public static string Of(Draft draft) => JsonSerializer.Serialize(new Body(
        draft.Author, draft.BaseRevision, [.. draft.Edits.Select(Of)], [.. draft.Editors], [.. draft.Approvals], draft.Why,
        RemarkJson.Of(draft.Reason), draft.On,
        draft.Restores, [.. draft.Restored.Select(Of)], [.. draft.EditorKeys], draft.Whys.IsEmpty ? null : [.. draft.Whys],
        draft.Looks.IsEmpty ? null : [.. draft.Looks]));

    /// <summary>Names what an approver looks at: the edits on their base, and why. It is
    /// another one after an edit, and after the policy below it has changed.</summary>
    public static string SealOf(Draft draft) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        Of(draft with { Approvals = [], Looks = [], Reason = null, On = null }))))[..16];

    /// <summary>As <see cref="SealOf"/>, whatever it is handed in for: who looks at a draft before that has seen its edits.</summary>
    public static string EditsSealOf(Draft draft) => SealOf(draft with { Why = null });

    public static Draft Read(int id, int state, string json)
    {
        var body = JsonSerializer.Deserialize<Body>(json)!;
        return new(id.ToString(System.Globalization.CultureInfo.InvariantCulture), body.Author, body.Base,
            [.. body.Edits.Select(Of)], (DraftState)state)
        {
            Editors = [.. body.Editors],
            EditorKeys = [.. body.EditorKeys ?? []],
            Approvals = [.. body.Approvals],
            Why = body.Why,
            Whys = [.. body.Whys ?? []],
            Looks = [.. body.Looks ?? []],
            Reason = RemarkJson.Read(body.Reason),
            On = body.On,
            Restores = body.Restores,
            Restored = [.. body.Restored.Select(Of)],
        };
    }

    private static Item Of(ItemKey key) => new(key.Section, key.Id);

    private static ItemKey Of(Item item) => new(item.Section, item.Id);

    private static Edit Of(ItemEdit edit) => edit switch
    {
        AddItem add => new("add-item", Of(add.Item)) { Fields = [.. add.Fields.Select(f => (string[])[f.Key, f.Value.Yaml])] },
        RemoveItem => new("remove-item", Of(edit.Item)),
        SetField set => new("set", Of(set.Item)) { Path = [.. set.Path], Yaml = set.Value.Yaml, Text = set.TextKey },
        ClearField clear => new("clear", Of(clear.Item)) { Path = [clear.Key] },
        AddToList add => new("add", Of(add.Item)) { Path = [add.Key], Text = add.Text },
        RemoveFromList remove => new("remove", Of(remove.Item)) { Path = [remove.Key], Text = remove.Text, Keep = remove.KeepEmpty },
        _ => throw new InvalidOperationException($"no such edit: {edit.GetType().Name}"),
    };

    private static ItemEdit Of(Edit edit)
    {
        var item = Of(edit.Item);
        return edit.Op switch
        {
            "add-item" => new AddItem(item, [.. edit.Fields!.Select(f => (f[0], YamlValue.Stored(f[1])))]),
            "remove-item" => new RemoveItem(item),
            "set" => new SetField(item, [.. edit.Path!], YamlValue.Stored(edit.Yaml!), edit.Text),
            "clear" => new ClearField(item, edit.Path![0]),
            "add" => new AddToList(item, edit.Path![0], edit.Text!),
            "remove" => new RemoveFromList(item, edit.Path![0], edit.Text!) { KeepEmpty = edit.Keep },
            _ => throw new InvalidDataException($"no such edit: {edit.Op}"),
        };
    }
}
