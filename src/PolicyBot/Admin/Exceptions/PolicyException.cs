using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using PolicyBot.Admin.Execution;
using PolicyBot.Core.Policies;
using PolicyBot.Storage;

namespace PolicyBot.Admin.Exceptions;

/// <summary>Where an exception is in its life.</summary>
public enum ExceptionState
{
    Requested, Granted, Denied, Revoked,
}

/// <summary>Someone's yes to an exception, with their groups and whether they were an approver at that time.</summary>
public sealed record Grant(string By, ImmutableArray<string> Groups, bool Approver, DateTimeOffset At, string? Note)
{
    /// <summary>All names of who said it: whoever comes by another door is the same person.</summary>
    public ImmutableArray<string> Keys { get; init; } = [];

    public bool IsBy(AdminPerson who) => who.Keys.Contains(By) || who.Keys.Any(k => Keys.Contains(k));
}

/// <summary>An exception from its request on (POLICY.md, 8).</summary>
/// <param name="Data">Null: any.</param>
/// <param name="Groups">The person's, when it was asked for.</param>
public sealed record PolicyException(
    int Id, string Person, string? Group, ExceptionState State, DateOnly Until, string Tool, string? Data, string Purpose,
    ImmutableArray<string> Groups)
{
    public ImmutableArray<string> Obligations { get; init; } = [];
    public ImmutableArray<Grant> Grants { get; init; } = [];

    /// <summary>All names of who asked; empty once erased.</summary>
    public ImmutableArray<string> Keys { get; init; } = [];

    /// <summary>Denied, Revoked: why.</summary>
    public string? Why { get; init; }

    /// <summary>As entries of the log and answers name it.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"exception-{Id}");

    /// <summary>As the engine takes it. <paramref name="person"/>: the asker as <see cref="Asker.Person"/> names them.</summary>
    public GrantedException Granted(string person) => new(
        Name, Group ?? person, Tool, Data, Until, Purpose, Obligations,
        [.. Grants.SelectMany(g => g.Groups).Distinct(StringComparer.Ordinal)], Grants.Any(g => g.Approver));

    /// <summary>True for whoever asked, by any of their names.</summary>
    public bool IsOf(AdminPerson who) => who.Keys.Contains(Person) || who.Keys.Any(k => Keys.Contains(k));

    /// <summary>Who asks: the person, or for a group its members as such.</summary>
    public Asker Asker => new(Person, Group is { } group ? [group] : Groups, []);

    public ExceptionRow ToRow() =>
        new() { Id = Id, Person = Person, Group = Group, State = (int)State, Until = Number(Until), Body = Json };

    public string Json =>
        JsonSerializer.Serialize(new Body(Tool, Data, Purpose, [.. Groups], [.. Obligations], [.. Grants], Why, [.. Keys]));

    public static PolicyException Of(ExceptionRow row)
    {
        var body = JsonSerializer.Deserialize<Body>(row.Body)!;
        return new(row.Id, row.Person ?? "", row.Group, (ExceptionState)row.State, Day(row.Until), body.Tool, body.Data,
            body.Purpose, [.. body.Groups])
        {
            Obligations = [.. body.Obligations],
            Grants = [.. body.Grants],
            Keys = [.. body.Keys ?? []],
            Why = body.Why,
        };
    }

    public static int Number(DateOnly day) => day.Year * 10_000 + day.Month * 100 + day.Day;

    public static DateOnly Day(int number) => new(number / 10_000, number / 100 % 100, number % 100);

    private sealed record Body(string Tool, string? Data, string Purpose, string[] Groups, string[] Obligations, Grant[] Grants,
        string? Why, string[]? Keys = null);
}
