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
        var revision = Task.Run(() => KnowledgeDocument.RevisionOf(sorted));
        var files = Parse(sorted, problems);
        var set = new SetReader(problems).Read(files, revision.GetAwaiter().GetResult());
        var told = problems.All.Distinct().OrderBy(p => p.At.File, StringComparer.Ordinal).ThenBy(p => p.At.Line)
            .ThenBy(p => p.Message, StringComparer.Ordinal).ToImmutableArray();
        return new(told.Any(p => p.Severity == Severity.Error) ? null : set, told);
    }

    /// <summary>In the order of the documents, the largest first to be parsed.</summary>
    private static ParsedFile[] Parse(KnowledgeDocument[] documents, ProblemList problems)
    {
        var files = new ParsedFile[documents.Length];
        var bySize = new Unread[documents.Length];
        for (var i = 0; i < bySize.Length; i++) bySize[i] = new(i, documents[i]);
        Array.Sort(bySize, static (a, b) => b.Document.Content.Length.CompareTo(a.Document.Content.Length));
        var next = -1;
        var helpers = new Task[Math.Clamp(documents.Length, 1, Environment.ProcessorCount) - 1];
        for (var i = 0; i < helpers.Length; i++) helpers[i] = Task.Run(ReadOn);
        ReadOn();
        Task.WaitAll(helpers);
        for (var i = 0; i < files.Length; i++)
        {
            problems.AddRange(files[i].Problems.All);
            if (i > 0 && files[i].Path == files[i - 1].Path) problems.Error(new(files[i].Path, 1), "this file is given twice");
        }
        return files;

        void ReadOn()
        {
            for (int i; (i = Interlocked.Increment(ref next)) < bySize.Length;)
                files[bySize[i].Place] = YamlReader.Read(bySize[i].Document);
        }
    }

    private sealed record Unread(int Place, KnowledgeDocument Document);
}
