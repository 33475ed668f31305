using System.Text.RegularExpressions;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Xunit;

namespace PolicyBot.Tests.Turns.TSql;

internal static partial class TSqlText
{
    /// <summary>The same with the names of tables and columns in brackets, which SQLite takes as well: some servers fold what stands without.</summary>
    public static string Quoted(string text) => Name().Replace(text, "[$0]");

    [GeneratedRegex(@"(?<![\w'])[A-Z][a-z]\w*(?=[^']*(?:'[^']*'[^']*)*$)")]
    private static partial Regex Name();

    /// <summary>By the grammar of SQL Server 2016 and of the latest one.</summary>
    public static void AssertParses(string text)
    {
        foreach (var parser in (TSqlParser[])[new TSql160Parser(initialQuotedIdentifiers: true),
            new TSql130Parser(initialQuotedIdentifiers: true)])
        {
            using var reader = new StringReader(text);
            Assert.NotNull(parser.Parse(reader, out var errors));
            Assert.True(errors.Count == 0, string.Join('\n', errors.Select(e => $"line {e.Line}: {e.Message}").Append(text)));
        }
    }
}
