using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Admin.Editing;
using PolicyBot.Admin.Grammar;
using PolicyBot.Storage;

namespace PolicyBot.Admin.Execution;

/// <summary>`role grant`, `role revoke`, `role list`.</summary>
internal sealed class RoleCommands(AdminRoles roles, DeskWords words, TimeProvider time)
{
    public async Task<DeskOutcome> ExecuteAsync(BotContext db, AdminCommand command, AdminPerson who)
    {
        if (command.Verb == "list")
            return words.Table(words.Say("role.list"), ["col.person", "col.role", "col.given-by"],
                [.. (await roles.ListAsync(db)).Select(r => (ImmutableArray<string>)[r.Person, r.Role, r.By])]);
        var (role, person) = (command.Need("role"), AdminPerson.Clean(command.Need("person")));
        if (person.Length > 300 || person.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))
            || !person.Contains('@', StringComparison.Ordinal) && !person.Contains(':', StringComparison.Ordinal))
            throw new EditException(words.Say("role.person"));
        var has = await db.Roles.AnyAsync(r => r.Role == role && r.Person == person);
        if (command.Verb == "grant")
        {
            if (has || roles.IsSet(role, person)) return DeskOutcome.Says(words.Say("role.already", ("person", person), ("role", role)));
            db.Roles.Add(new() { Role = role, Person = person, By = who.Key, At = time.GetUtcNow().ToUnixTimeMilliseconds() });
            await db.SaveChangesAsync();
            return DeskOutcome.Says(words.Say("role.granted", ("person", person), ("role", role))) with
            { About = $"role-{role}", Reason = command["why"] };
        }
        if (roles.IsSet(role, person)) return DeskOutcome.Says(words.Say("role.set", ("person", person), ("role", role)));
        if (!has) return DeskOutcome.Says(words.Say("role.none", ("person", person), ("role", role)));
        if (role == AdminRoles.PolicyAdmin && !(await roles.ListAsync(db)).Any(r => r.Role == role && r.Person != person))
            return DeskOutcome.Says(words.Say("role.last", ("person", person), ("role", role)));
        await db.Roles.Where(r => r.Role == role && r.Person == person).ExecuteDeleteAsync();
        return DeskOutcome.Says(words.Say("role.revoked", ("person", person), ("role", role))) with
        { About = $"role-{role}", Reason = command["why"] };
    }
}
