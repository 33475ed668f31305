using System.Collections.Concurrent;
using System.Diagnostics;
using System.Linq.Expressions;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore.Diagnostics;
using PolicyBot.Storage;
using PolicyBot.Tests.Turns.TSql;
using Xunit;

[assembly: AssemblyFixture(typeof(RecordedQueries))]

namespace PolicyBot.Tests.Turns.TSql;

/// <summary>Every query that EF Core compiles for SQLite in this process, from the first test on, whoever asks it; and while it is wanted,
/// which methods of the product send commands.</summary>
public sealed partial class RecordedQueries : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private static readonly string Compiling = CoreEventId.QueryCompilationStarting.Name!;
    private static readonly string Executing = RelationalEventId.CommandExecuting.Name!;
    private readonly IDisposable all;
    private readonly ConcurrentBag<IDisposable> listening = [];

    public RecordedQueries() => all = DiagnosticListener.AllListeners.Subscribe(this);

    public ConcurrentQueue<Expression> Expressions { get; } = [];

    /// <summary>The product's methods on the stack of each command, by their outermost type and name.</summary>
    public ConcurrentDictionary<(string Type, string Method, string Sql), bool> Sent { get; } = [];

    public bool WantsSenders { get; set; }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerName)
            listening.Add(value.Subscribe(this, name => name == Compiling || (WantsSenders && name == Executing)));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is QueryExpressionEventData compiled)
        {
            if (compiled.Context is SqliteBotContext) Expressions.Enqueue(compiled.Expression);
        }
        else if (WantsSenders && value.Value is CommandEventData sent) Note(sent.Command.CommandText);
    }

    private void Note(string sql)
    {
        var ours = new StackTrace().GetFrames().Select(f => f.GetMethod()).SkipWhile(m => m?.DeclaringType == typeof(RecordedQueries))
            .Where(m => m?.DeclaringType?.Assembly is { } a && (a == typeof(BotHost).Assembly || a == typeof(RecordedQueries).Assembly)).ToArray();
        // What a test asks itself, below a continuation of the product's.
        if (ours is [{ DeclaringType: { } first }, ..] && first.Assembly == typeof(RecordedQueries).Assembly) return;
        foreach (var frame in ours)
            if (frame is { DeclaringType: { } type } method && type.Assembly == typeof(BotHost).Assembly)
            {
                var outer = type;
                while (outer.DeclaringType is { } above) outer = above;
                Sent[(outer.Name, Written().Match(type.Name + method.Name) is { Success: true } name ? name.Groups[1].Value : method.Name,
                    sql)] = true;
            }
    }

    /// <summary>The compiler names what it makes of a method or a lambda `&lt;Method&gt;`, and so on.</summary>
    [GeneratedRegex("<(\\w+)>")]
    private static partial Regex Written();

    public void OnCompleted() { }

    public void OnError(Exception error) { }

    public void Dispose()
    {
        all.Dispose();
        foreach (var one in listening) one.Dispose();
    }

    private const string DbLoggerName = "Microsoft.EntityFrameworkCore";
}
