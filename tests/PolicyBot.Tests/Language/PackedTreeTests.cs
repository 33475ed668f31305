using PolicyBot.Language;
using PolicyBot.Tests.Knowledge;
using Xunit;

namespace PolicyBot.Tests.Language;

/// <summary>The language files as the build packs them into the program.</summary>
public sealed class PackedTreeTests
{
    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(Folder, "*.yaml").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(Path.GetDirectoryName(Shipped.Folder)!, "src", "PolicyBot", "Language");

    [Theory]
    [MemberData(nameof(Files))]
    public void A_language_file_is_built_in_as_it_is_written(string name)
    {
        using var text = new StreamReader(Path.Combine(Folder, name + ".yaml"));

        Assert.Equivalent(PlainYaml.Read(text), LanguageFiles.Tree(name), strict: true);
    }

    [Fact]
    public void A_tree_comes_back_as_it_was()
    {
        var tree = PlainYaml.Read(new StringReader("a: [x, '', '가 나', null, [[]]]\nb: {c: 1, d: {}}\n'': ~"));

        var back = Assert.IsType<Dictionary<string, object>>(PackedTree.Read(new MemoryStream(Packed(tree))));

        Assert.Equal(["a", "b", ""], back.Keys);
        var list = Assert.IsType<List<object>>(back["a"]);
        Assert.Equal(["x", "", "가 나"], list.Take(3));
        Assert.Same(PlainYaml.Null, list[3]);
        Assert.Empty(Assert.IsType<List<object>>(Assert.Single(Assert.IsType<List<object>>(list[4]))));
        Assert.Equal("1", Assert.IsType<Dictionary<string, object>>(back["b"])["c"]);
        Assert.Same(PlainYaml.Null, back[""]);
    }

    [Fact]
    public void A_tree_that_was_cut_off_is_refused_wherever_it_was()
    {
        var whole = Packed(PlainYaml.Read(new StringReader("a: [x, yy]\nb: {c: 가}")));

        for (var length = 0; length < whole.Length; length++)
            Assert.Throws<EndOfStreamException>(() => PackedTree.Read(new MemoryStream(whole[..length])));
    }

    [Fact]
    public void A_node_of_no_kind_is_refused() =>
        Assert.Throws<InvalidDataException>(() => PackedTree.Read(new MemoryStream([9, 0])));

    private static byte[] Packed(object tree)
    {
        using var stream = new MemoryStream();
        PackedTree.Write(tree, stream);
        return stream.ToArray();
    }
}
