using PolicyBot.Knowledge;
using Xunit;

namespace PolicyBot.Tests.Knowledge;

public sealed class KnowledgeFolderTests : IDisposable
{
    private readonly DirectoryInfo outside = Directory.CreateTempSubdirectory("policybot-");
    private readonly string root;

    public KnowledgeFolderTests()
    {
        root = Directory.CreateDirectory(Path.Combine(outside.FullName, "knowledge")).FullName;
        Directory.CreateDirectory(Path.Combine(root, "policy"));
    }

    public void Dispose() => outside.Delete(recursive: true);

    [Fact]
    public void Files_come_in_ordinal_order_of_relative_path_and_others_are_left()
    {
        Write("policy/b.yaml", "policy/a.yml", "policy/B.yaml", "policy/readme.md", "policy/.hidden.yaml", "facts/x.yaml", "POLICY.md");

        var read = KnowledgeFolder.Read(root);

        Assert.Empty(read.Problems);
        Assert.Equal(["facts/x.yaml", "policy/B.yaml", "policy/a.yml", "policy/b.yaml"], read.Documents.Select(d => d.Path));
    }

    [Fact]
    public void A_link_that_leads_out_of_the_folder_is_refused()
    {
        File.WriteAllText(Path.Combine(outside.FullName, "secret.yaml"), "rules: []");
        File.CreateSymbolicLink(Path.Combine(root, "policy", "z.yaml"), "../../secret.yaml");
        File.CreateSymbolicLink(Path.Combine(root, "policy", "loop.yaml"), "loop.yaml");
        Directory.CreateSymbolicLink(Path.Combine(root, "facts"), outside.FullName);

        var result = KnowledgeLoader.LoadFolder(root);

        Assert.Null(result.Set);
        Assert.Equal(
            [
                "facts:1: the folder is a link that leads out of the knowledge folder, or nowhere",
                "policy/loop.yaml:1: the file is a link that leads out of the knowledge folder, or nowhere",
                "policy/z.yaml:1: the file is a link that leads out of the knowledge folder, or nowhere",
            ],
            result.Problems.Select(p => p.ToString()));
    }

    [Fact]
    public void Links_inside_the_folder_are_followed_as_Kubernetes_mounts_them()
    {
        Write("..2026_11_24/a.yaml");
        Directory.CreateSymbolicLink(Path.Combine(root, "..data"), "..2026_11_24");
        File.CreateSymbolicLink(Path.Combine(root, "policy", "a.yaml"), "../..data/a.yaml");

        Assert.Equal(["policy/a.yaml"], KnowledgeFolder.Read(root).Documents.Select(d => d.Path));
    }

    [Fact]
    public void A_large_file_is_a_problem_and_is_not_read()
    {
        using (var file = File.Create(Path.Combine(root, "policy", "a.yaml"))) file.SetLength(10_000_000);

        var read = KnowledgeFolder.Read(root);

        Assert.Empty(read.Documents);
        Assert.Equal("policy/a.yaml:1: the file has 10 MB; at most 8 MB are read", Assert.Single(read.Problems).ToString());
    }

    [Fact]
    public void A_folder_inside_a_folder_and_a_misspelt_folder_are_told()
    {
        Write("policy/more/a.yaml", "fact/a.yaml");

        Assert.Equal(
            ["fact:1: warning: the folder `fact` is not read; did you mean `facts`?",
                "policy/more:1: warning: folders in here are not read"],
            KnowledgeFolder.Read(root).Problems.Select(p => p.ToString()));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_an_exception() =>
        Assert.Throws<DirectoryNotFoundException>(() => KnowledgeFolder.Read(Path.Combine(root, "none")));

    private void Write(params string[] paths)
    {
        foreach (var path in paths)
        {
            var full = Path.Combine(root, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllText(full, "");
        }
    }
}
