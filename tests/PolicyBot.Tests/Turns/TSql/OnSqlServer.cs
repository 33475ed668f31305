using System.Collections;
using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Storage;

namespace PolicyBot.Tests.Turns.TSql;

/// <summary>Asks a query that was compiled for one provider of a context of another, with made-up parameters.</summary>
internal sealed class OnSqlServer(DbContext db) : ExpressionVisitor
{
    private static readonly MethodInfo AskOf = typeof(OnSqlServer).GetMethod(nameof(Ask), BindingFlags.Instance | BindingFlags.NonPublic)!;
    private readonly Dictionary<string, object?> parameters = [];

    /// <summary>Throws where the query cannot be translated.</summary>
    public void Run(Expression query)
    {
        var moved = Visit(query);
        var result = typeof(IQueryable).IsAssignableFrom(query.Type)
            ? typeof(IEnumerable<>).MakeGenericType(query.Type.GetInterfaces().Prepend(query.Type)
            .First(t => t.IsGenericType && t.GetGenericTypeDefinition() == typeof(IQueryable<>)).GetGenericArguments()[0]) : query.Type;
        AskOf.MakeGenericMethod(result).Invoke(this, BindingFlags.DoNotWrapExceptions, null, [moved], null);
    }

    private void Ask<T>(Expression query)
    {
        var compiled = db.GetService<IDatabase>().CompileQuery<T>(query, async: false);
        var context = db.GetService<IQueryContextFactory>().Create();
        foreach (var (name, value) in parameters) context.Parameters[name] = value;
        try
        {
            if (compiled(context) is IEnumerable rows) foreach (var _ in rows) { }
        }
        catch (InvalidOperationException e) when (e.Message.Contains("no elements", StringComparison.Ordinal))
        {
            // An empty server has no first row, and no greatest.
        }
    }

    protected override Expression VisitExtension(Expression node)
    {
        switch (node)
        {
            case QueryParameterExpression parameter:
                parameters[parameter.Name] = Some(parameter.Type);
                return node;
            case EntityQueryRootExpression root when root.GetType() == typeof(EntityQueryRootExpression):
                return new EntityQueryRootExpression(db.Model.FindEntityType(root.EntityType.ClrType)!);
            case EntityQueryRootExpression:
                throw new NotSupportedException($"raw SQL in a query is not asked again here: {node}");
            default:
                return node;
        }
    }

    /// <summary>A value of the type; of lists two, so that more than one parameter comes of it.</summary>
    private static object? Some(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner) return Some(inner);
        if (type == typeof(DbFunctions)) return null;
        if (type == typeof(string)) return "x";
        if (type == typeof(byte[])) return new byte[] { 1 };
        if (type.IsValueType) return Activator.CreateInstance(type);
        if (type.GetInterfaces().Prepend(type)
            .FirstOrDefault(t => t.IsGenericType && t.GetGenericTypeDefinition() == typeof(IEnumerable<>)) is not { } list)
            throw new NotSupportedException($"no made-up value of {type}");
        var element = list.GetGenericArguments()[0];
        var array = Array.CreateInstance(element, 2);
        for (var i = 0; i < 2; i++) array.SetValue(Some(element), i);
        return array;
    }
}
