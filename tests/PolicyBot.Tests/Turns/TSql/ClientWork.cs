using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Metadata;

namespace PolicyBot.Tests.Turns.TSql;

/// <summary>What the last projection of a query would compute in this process, which EF Core allows silently: anything but picking columns
/// and putting them into an object.</summary>
internal sealed class ClientWork(IModel model) : ExpressionVisitor
{
    private readonly List<string> found = [];

    public static IReadOnlyList<string> Of(Expression query, IModel model)
    {
        var search = new ClientWork(model);
        for (var at = query; at is MethodCallExpression call && call.Arguments.Count > 0; at = call.Arguments[0])
            if (call.Method is { Name: nameof(Queryable.Select) } or { Name: nameof(Queryable.SelectMany) }
                or { Name: nameof(Queryable.Join) })
            {
                search.Visit(call.Arguments[^1]);
                break;
            }
        return search.found;
    }

    protected override Expression VisitMethodCall(MethodCallExpression node)
    {
        if (node.Method.DeclaringType != typeof(Queryable) && !IsOfGroup(node)
            && node.Method.DeclaringType?.Namespace?.StartsWith("Microsoft.EntityFrameworkCore",
                StringComparison.Ordinal) != true) found.Add(node.ToString());
        return base.VisitMethodCall(node);
    }

    /// <summary>Counting the rows of a group, or the least and greatest of them: EF Core translates it, or throws.</summary>
    private static bool IsOfGroup(MethodCallExpression node) => node.Method.DeclaringType == typeof(Enumerable)
        && node.Arguments[0].Type is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(IGrouping<,>);

    protected override Expression VisitInvocation(InvocationExpression node)
    {
        found.Add(node.ToString());
        return base.VisitInvocation(node);
    }

    protected override Expression VisitMember(MemberExpression node)
    {
        if (node.Expression is { } owner && model.FindEntityType(owner.Type) is { } entity && entity.FindProperty(node.Member.Name) is null)
            found.Add(node.ToString());
        return base.VisitMember(node);
    }

    protected override Expression VisitExtension(Expression node) => node;
}
