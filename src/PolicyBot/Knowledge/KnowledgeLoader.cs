using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Knowledge;

/// <summary><paramref name="Set"/> is null when there is an error. Problems are in order of file (ordinal), line and message.</summary>
public sealed record LoadResult(KnowledgeSet? Set, ImmutableArray<Problem> Problems);

/// <summary>Documents to knowledge. Pure but for the time zones of the machine; never throws for what a document says.</summary>
public static class KnowledgeLoader
{
    /// <summary>All mistakes of all documents are told at once.</summary>
    public static LoadResult Load(IReadOnlyList<KnowledgeDocument> documents) => Load(documents, []);

    /// <summary>Reads the folder and loads it. Throws like <see cref="KnowledgeFolder.Read"/>.</summary>
    public static LoadResult LoadFolder(string folder)
    {
        var (documents, problems) = KnowledgeFolder.Read(folder);
        return Load(documents, problems);
    }

    private static LoadResult Load(IReadOnlyList<KnowledgeDocument> documents, ImmutableArray<Problem> before)
    {
        var sorted = documents.OrderBy(d => d.Path, StringComparer.Ordinal).ToArray();
        var problems = new ProblemList();
        problems.AddRange(before);
        var set = new SetReader(problems).Read(Parse(sorted, problems), KnowledgeDocument.RevisionOf(sorted));
        var told = problems.All.Distinct().OrderBy(p => p.At.File, StringComparer.Ordinal).ThenBy(p => p.At.Line)
            .ThenBy(p => p.Message, StringComparer.Ordinal).ToImmutableArray();
        return new(told.Any(p => p.Severity == Severity.Error) ? null : set, told);
    }

    /// <summary>In the order of the documents, the largest first to be parsed.</summary>
    private static ParsedFile[] Parse(KnowledgeDocument[] documents, ProblemList problems)
    {
        var files = new ParsedFile[documents.Length];
        if (Environment.ProcessorCount > 1 && documents.Length > 1)
        {
            var next = -1;
            var bySize = Enumerable.Range(0, documents.Length).OrderByDescending(i => documents[i].Content.Length).ToArray();
            Parallel.For(0, Math.Min(Environment.ProcessorCount, documents.Length), _ =>
            {
                for (int i; (i = Interlocked.Increment(ref next)) < bySize.Length;)
                    files[bySize[i]] = YamlReader.Read(documents[bySize[i]]);
            });
        }
        else
        {
            for (var i = 0; i < files.Length; i++) files[i] = YamlReader.Read(documents[i]);
        }
        for (var i = 0; i < files.Length; i++)
        {
            problems.AddRange(files[i].Problems.All);
            if (i > 0 && files[i].Path == files[i - 1].Path) problems.Error(new(files[i].Path, 1), "this file is given twice");
        }
        return files;
    }
}
