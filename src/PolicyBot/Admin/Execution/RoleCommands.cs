using Microsoft.EntityFrameworkCore;
using PolicyBot.Admin.Editing;
using PolicyBot.Admin.Grammar;
using PolicyBot.Storage;

namespace PolicyBot.Admin.Execution;

/// <summary>`role grant`, `role revoke`, `role list`.</summary>
internal sealed class RoleCommands(AdminRoles roles, TimeProvider time)
{
    public async Task<DeskOutcome> ExecuteAsync(BotContext db, AdminCommand command, AdminPerson who)
    {
        if (command.Verb == "list")
            return DeskNotices.Table("Roles", ["Person", "Role", "Given by"], [.. (await roles.ListAsync(db)).Select(r => (System.Collections.Immutable.ImmutableArray<string>)[r.Person, r.Role, r.By])]);
        var (role, person) = (command.Need("role"), AdminPerson.Clean(command.Need("person")));
        if (person.Length > 300 || person.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)) || !person.Contains('@', StringComparison.Ordinal) && !person.Contains(':', StringComparison.Ordinal))
            throw new EditException("a person is an e-mail address, slack:T1/U2 or entra:object-id");
        var has = await db.Roles.AnyAsync(r => r.Role == role && r.Person == person);
        if (command.Verb == "grant")
        {
            if (has || roles.IsSet(role, person)) return DeskOutcome.Says($"{person} is {role} already");
            db.Roles.Add(new() { Role = role, Person = person, By = who.Key, At = time.GetUtcNow().ToUnixTimeMilliseconds() });
            await db.SaveChangesAsync();
            return DeskOutcome.Says($"{person} is {role} now") with { About = $"role-{role}", Reason = command["why"] };
        }
        if (roles.IsSet(role, person)) return DeskOutcome.Says($"{person} is {role} by the settings (section `Admin`); it is taken away there");
        if (!has) return DeskOutcome.Says($"{person} is not {role}");
        await db.Roles.Where(r => r.Role == role && r.Person == person).ExecuteDeleteAsync();
        return DeskOutcome.Says($"{person} is not {role} any more") with { About = $"role-{role}", Reason = command["why"] };
    }
}
