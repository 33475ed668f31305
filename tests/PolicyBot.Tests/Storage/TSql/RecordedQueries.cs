using System.Collections.Concurrent;
using System.Diagnostics;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Diagnostics;
using PolicyBot.Tests.Storage.TSql;
using Xunit;

[assembly: AssemblyFixture(typeof(RecordedQueries))]

namespace PolicyBot.Tests.Storage.TSql;

/// <summary>Every query that EF Core compiles in this process, from the first test on, whoever asks it; and while it is wanted, the lines of the
/// product that send commands.</summary>
public sealed class RecordedQueries : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private static readonly string Compiling = CoreEventId.QueryCompilationStarting.Name!;
    private static readonly string Executing = RelationalEventId.CommandExecuting.Name!;
    private readonly IDisposable all;
    private readonly ConcurrentBag<IDisposable> listening = [];

    public RecordedQueries() => all = DiagnosticListener.AllListeners.Subscribe(this);

    public ConcurrentQueue<Expression> Expressions { get; } = [];

    /// <summary>File and line of the product's frames above each command.</summary>
    public ConcurrentDictionary<(string File, int Line), bool> Lines { get; } = [];

    public bool WantsLines { get; set; }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerName) listening.Add(value.Subscribe(this, name => name == Compiling || (WantsLines && name == Executing)));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is QueryExpressionEventData compiled) Expressions.Enqueue(compiled.Expression);
        else if (WantsLines && value.Key == Executing)
            foreach (var frame in new StackTrace(fNeedFileInfo: true).GetFrames())
                if (frame.GetFileName() is { } file && frame.GetMethod()?.Module.Assembly == typeof(BotHost).Assembly) Lines[(Path.GetFileName(file), frame.GetFileLineNumber())] = true;
    }

    public void OnCompleted() { }

    public void OnError(Exception error) { }

    public void Dispose()
    {
        all.Dispose();
        foreach (var one in listening) one.Dispose();
    }

    private const string DbLoggerName = "Microsoft.EntityFrameworkCore";
}
