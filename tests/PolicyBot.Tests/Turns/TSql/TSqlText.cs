using Microsoft.SqlServer.TransactSql.ScriptDom;
using Xunit;

namespace PolicyBot.Tests.Turns.TSql;

internal static class TSqlText
{
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
