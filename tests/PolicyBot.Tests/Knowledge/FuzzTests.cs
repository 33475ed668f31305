using System.Diagnostics;
using CsCheck;
using PolicyBot.Knowledge;
using Xunit;

namespace PolicyBot.Tests.Knowledge;

/// <summary>Whatever happens to a file, loading ends with knowledge or with problems.</summary>
public sealed class FuzzTests
{
    private static readonly KnowledgeDocument[] Documents = [.. KnowledgeFolder.Read(Shipped.Folder).Documents];
    private static readonly byte[][] Fragments =
        [.. new[] { "&a ", "*a ", "!!x ", "- ", ": ", "{", "}", "[", "]", "\"", "'", "|\n", ">\n", "\t", "\n---\n", "...\n", "? ",
            "%YAML 9\n", "# ", "\\uD800", "\0", "\uFEFF", "null", "\r" }
            .Select(System.Text.Encoding.UTF8.GetBytes)];

    [Fact]
    public void Mutated_files_never_throw_and_always_end() =>
        Gen.Select(Gen.Int[0, Documents.Length - 1], Edit.Array[1, 6]).Sample(
            (which, edits) =>
            {
                var document = Documents[which];
                var content = document.Content.AsSpan(0, Math.Min(document.Content.Length, 12_000)).ToArray();
                foreach (var edit in edits) content = edit(content);
                var watch = Stopwatch.StartNew();
                var result = KnowledgeLoader.Load(SmallKnowledge.With(document.Path, content));
                Assert.True(result.Set is not null || result.Problems.Any(p => p.Severity == Severity.Error));
                Assert.All(result.Problems, p => Assert.True(p.At.Line >= 1 && p.Message.Length > 0));
                Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10));
            },
            iter: 400, threads: 1, print: t => Documents[t.Item1].Path);

    [Fact]
    public void Random_bytes_never_throw() =>
        Gen.Byte.Array[0, 300].Sample(
            bytes => KnowledgeLoader.Load([new("policy/a.yaml", bytes)]).Problems.Length >= 0, iter: 1000, threads: 1);

    private static Gen<Func<byte[], byte[]>> Edit => Gen.Select(Gen.Double[0, 1], Gen.Int[0, 3], Gen.Int[0, 200],
        Gen.Int[0, Fragments.Length - 1]).Select(
        (place, kind, length, fragment) => (Func<byte[], byte[]>)(bytes =>
        {
            var at = (int)(place * bytes.Length);
            var end = Math.Min(bytes.Length, at + length);
            return kind switch
            {
                0 => [.. bytes[..at], .. Fragments[fragment], .. bytes[at..]],
                1 => [.. bytes[..at], .. bytes[end..]],
                2 => [.. bytes[..end], .. bytes[at..]],
                _ => [.. bytes[..at], .. Fragments[fragment], .. bytes[Math.Min(bytes.Length, at + Fragments[fragment].Length)..]],
            };
        }));
}
