using System.Collections.Immutable;
using PolicyBot.Admin.Execution;

namespace PolicyBot.Web.Review;

/// <summary>Who is signed in, as this request finds them. Roles are those of now.</summary>
/// <param name="Session">The session's hash.</param>
/// <param name="Reason">Why people's words are read; null: they are not shown.</param>
public sealed record Reader(string Session, AdminPerson Person, string Name, ImmutableArray<string> Roles, string? Reason)
{
    public bool Is(string role) => Roles.Contains(role);

    /// <summary>Null where nobody is signed in.</summary>
    public static Reader? Of(HttpContext context) => context.Features.Get<Reader>();
}
