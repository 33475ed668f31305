using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Admin.Drafts;
using PolicyBot.Admin.Exceptions;
using PolicyBot.Admin.Execution;
using PolicyBot.Core.Channels;
using PolicyBot.Storage;
using Xunit;

namespace PolicyBot.Tests.Web.Review;

/// <summary>Whose groups count in the console: those that the organisation's directory has now, found by the object id.</summary>
public sealed partial class ConsoleGroupsTests
{
    private const string Request = "exception request chatgpt-enterprise --data confidential --purpose audit --until 2027-01-15";
    private static readonly AdminPerson Kim = AdminPerson.Of(new Person("slack", "T1/U1") { Email = "kim@x.example" });

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Task<ReviewSite> StartAsync(Directory directory) => ReviewSite.StartAsync(
        admin: new() { PolicyAdmins = ["kim@x.example"], Approvers = ["sol@x.example", "choi@x.example"] }, replace: services =>
            services.AddSingleton<IChannel>(directory));

    [Fact]
    public async Task Slacks_groups_count_by_address_and_by_the_names_that_the_settings_give_one_person()
    {
        var slack = new Directory { Name = "slack", Id = "T1/U7", Groups = ["security"] };
        await using var site = await ReviewSite.StartAsync(
            admin: new()
            {
                PolicyAdmins = ["kim@x.example"],
                Approvers = ["sol@x.example", "shell:sol", "choi@x.example"],
                SamePerson = ["shell:sol slack:T1/U7"],
            },
            replace: services => services.AddSingleton<IChannel>(slack));
        await SayAsync(site, Request);
        async Task<bool> MayGrantAsync(string key)
        {
            using var client = await site.SignedInAsAsync(key);
            return (await client.GetStringAsync(new Uri("/review/exceptions", UriKind.Relative), Cancel))
                .Contains("/review/exceptions/1/grant", StringComparison.Ordinal);
        }
        Assert.True(await MayGrantAsync("shell:sol"));
        Assert.True(await MayGrantAsync("sol@x.example"));
        Assert.False(await MayGrantAsync("choi@x.example"));
        using var sol = await site.SignedInAsAsync("shell:sol");
        using (var granted = await ReviewSite.PostAsync(sol, "/review/exceptions/1/grant"))
            Assert.Equal(HttpStatusCode.SeeOther, granted.StatusCode);
    }

    private static async Task SayAsync(ReviewSite site, params string[] lines)
    {
        var (host, desk) = (site.App.Services.GetRequiredService<BotHost>(), site.App.Services.GetRequiredService<AdminDesk>());
        foreach (var line in lines) Assert.False((await desk.RunAsync(host.Book, host.Database, line, Kim)).Denied, line);
    }

    private static BotContext Open(ReviewSite site) => site.App.Services.GetRequiredService<Database>().Open();

    [Fact]
    public async Task A_member_of_the_group_that_may_waive_a_rule_grants_and_a_former_member_does_not()
    {
        var directory = new Directory { Groups = [] };
        await using var site = await StartAsync(directory);
        await SayAsync(site, Request);
        using var sol = await site.SignedInAsAsync("sol@x.example", "entra:0-1-2");
        // Nobody but the directory is believed, what chat knew of them once included.
        await using (var db = Open(site))
        {
            db.Reaches.Add(new() { Person = "sol@x.example", Channel = "slack", Address = "{}", Language = "en", Groups = "security" });
            await db.SaveChangesAsync(Cancel);
        }
        Assert.DoesNotContain("/review/exceptions/1/grant",
            await sol.GetStringAsync(new Uri("/review/exceptions", UriKind.Relative), Cancel), StringComparison.Ordinal);
        using (var refused = await ReviewSite.PostAsync(sol, "/review/exceptions/1/grant"))
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        directory.Groups = ["security"];
        Assert.Contains("/review/exceptions/1/grant", await sol.GetStringAsync(new Uri("/review/exceptions", UriKind.Relative), Cancel),
            StringComparison.Ordinal);
        using (var granted = await ReviewSite.PostAsync(sol, "/review/exceptions/1/grant"))
            Assert.Equal(HttpStatusCode.SeeOther, granted.StatusCode);
        await using var stored = Open(site);
        Assert.Equal((int)ExceptionState.Granted, (await stored.Exceptions.SingleAsync(Cancel)).State);
    }

    [Fact]
    public async Task A_change_of_a_rule_that_a_group_may_waive_waits_for_a_member_of_it()
    {
        await using var site = await StartAsync(new() { Groups = ["security"] });
        await SayAsync(site, "rule set deepseek-hosted --clause 4.7", "draft submit 1 --why w");
        using var choi = await site.SignedInAsAsync("choi@x.example");
        await ApproveAsync(choi);
        Assert.Equal(DraftState.Submitted, await StateAsync(site));
        using var sol = await site.SignedInAsAsync("sol@x.example", "entra:0-1-2");
        await ApproveAsync(sol);
        Assert.Equal(DraftState.Approved, await StateAsync(site));
    }

    /// <summary>Entra says of no address that it is verified: the session has the object id alone, Slack the address.</summary>
    [Theory]
    [InlineData("sol@x.example", false)]
    [InlineData(null, true)]
    public async Task Whoever_wrote_a_change_in_chat_is_known_in_the_console_by_the_address_that_the_directory_tells(string? told, bool approves)
    {
        await using var site = await ReviewSite.StartAsync(
            admin: new() { PolicyAdmins = ["sol@x.example"], Approvers = ["entra:0-1-2", "choi@x.example"] },
            replace: services => services.AddSingleton<IChannel>(new Directory { Groups = ["security"], Email = told }));
        var (host, desk) = (site.App.Services.GetRequiredService<BotHost>(), site.App.Services.GetRequiredService<AdminDesk>());
        var sol = AdminPerson.Of(new Person("slack", "T1/U9") { Email = "sol@x.example" });
        foreach (var line in (string[])["rule set deepseek-hosted --clause 4.7", "draft submit 1 --why w"])
            Assert.False((await desk.RunAsync(host.Book, host.Database, line, sol)).Denied, line);
        using var client = await site.SignedInAsAsync("entra:0-1-2", "oidc:abc");
        var page = await client.GetStringAsync(new Uri("/review/drafts/1", UriKind.Relative), Cancel);
        Assert.Equal(approves, Sealed().IsMatch(page));
        using var approved = await ReviewSite.PostAsync(client, "/review/drafts/1/approve", ("seen", await SealAsync(site)));
        Assert.Equal(approves ? HttpStatusCode.SeeOther : HttpStatusCode.Conflict, approved.StatusCode);
        Assert.Equal(approves ? DraftState.Approved : DraftState.Submitted, await StateAsync(site));
    }

    private static async Task<string> SealAsync(ReviewSite site)
    {
        using var choi = await site.SignedInAsAsync("choi@x.example");
        return Sealed().Match(await choi.GetStringAsync(new Uri("/review/drafts/1", UriKind.Relative), Cancel)).Groups[1].Value;
    }

    private static async Task ApproveAsync(HttpClient client)
    {
        var page = await client.GetStringAsync(new Uri("/review/drafts/1", UriKind.Relative), Cancel);
        using var approved = await ReviewSite.PostAsync(client, "/review/drafts/1/approve", ("seen", Sealed().Match(page).Groups[1].Value));
        Assert.Equal(HttpStatusCode.SeeOther, approved.StatusCode);
    }

    private static async Task<DraftState> StateAsync(ReviewSite site)
    {
        await using var db = Open(site);
        return (DraftState)(await db.Drafts.AsNoTracking().SingleAsync(Cancel)).State;
    }

    [GeneratedRegex("name=\"seen\" value=\"([0-9a-f]+)\"")]
    private static partial Regex Sealed();

    /// <summary>A channel, as far as it tells who somebody is: 0-1-2, whose address is sol's.</summary>
    private sealed class Directory : IChannel
    {
        public required string[] Groups { get; set; }

        public string Name { get; init; } = "teams";

        public string Id { get; init; } = "0-1-2";

        public string? Email { get; init; }

        public ValueTask<Person> IdentifyAsync(Person person, CancellationToken cancel) =>
            new(person.Id == Id ? person with { Groups = [.. Groups], Email = Email } : person);

        public ValueTask<Person?> ByAddressAsync(string email, CancellationToken cancel) =>
            new(Name == "slack" && email == "sol@x.example" ? new Person(Name, Id) { Groups = [.. Groups] } : null);

        public string Render(Reply reply) => "";

        public string Lane(string address) => address;

        public string Privately(string address, bool later) => address;

        public ValueTask<Delivery> SendAsync(Outgoing outgoing, CancellationToken cancel) => new(Delivery.Refused("none"));

        public ValueTask<Delivery> SendToContactAsync(Outgoing note, CancellationToken cancel) => new(Delivery.Refused("none"));
    }
}
