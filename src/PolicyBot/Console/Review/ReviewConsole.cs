using Microsoft.AspNetCore.Authentication;
using PolicyBot.Admin.Editing;
using PolicyBot.Admin.Execution;
using PolicyBot.Log;

namespace PolicyBot.Web.Review;

/// <summary>The reviewers' console: its services, and its pages with the role that each takes.</summary>
internal static class ReviewConsole
{
    public const string Path = "/review";
    public const string SignIn = Path + "/sign-in";
    public const string SignedInByProvider = Path + "/signed-in";

    /// <summary>Policies: reading what people asked; seeing what was not answered well, without who asked, and settling it; any role;
    /// anybody signed in.</summary>
    public const string Reviewers = "reviewers";
    public const string GapReaders = "gap-readers";
    public const string PolicyAdmins = "policy-admins";
    public const string Everyone = "everyone-with-a-role";
    public const string SignedIn = "signed-in";

    public static void AddReview(this IServiceCollection services, ConsoleOptions console)
    {
        services.AddSingleton(console).AddSingleton<Sessions>().AddSingleton<SignInLinks>().AddSingleton<ReviewRenderer>()
            .AddSingleton<ReviewForms>();
        services.AddSingleton<RevisionPages>().AddSingleton<ConsoleDesk>().AddSingleton<DraftPreviews>().AddSingleton<DraftPages>()
            .AddSingleton<ReplayPages>().AddSingleton<GapPages>().AddSingleton<ExceptionPages>().AddSingleton<ItemHistory>()
            .AddSingleton<DuePages>();
        services.AddSingleton<SignInPages>().AddSingleton<EntryList>().AddSingleton<LogReplay>().AddSingleton<ConversationReader>()
            .AddSingleton<ConversationPages>();
        services.AddSingleton<JobRecords>().AddSingleton<VerifyJobs>().AddSingleton<IntegrityPages>();
        services.AddSingleton<ExportJobs>().AddSingleton<ExportPages>().AddHostedService<ExportKeeper>();
        services.AddSingleton<RetentionPages>();
        services.AddSingleton<NumbersReader>().AddSingleton<NumbersPages>();
        var authentication = services.AddAuthentication(SessionHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, SessionHandler>(SessionHandler.SchemeName, null);
        if (console.OpenIdConnect is { } provider) authentication.AddProvider(provider);
        services.AddAuthorizationBuilder()
            .AddPolicy(Reviewers, p => p.RequireRole(AdminRoles.Reviewer))
            .AddPolicy(GapReaders, p => p.RequireRole(AdminRoles.PolicyAdmin, AdminRoles.Reviewer))
            .AddPolicy(PolicyAdmins, p => p.RequireRole(AdminRoles.PolicyAdmin))
            .AddPolicy(Everyone, p => p.RequireRole(AdminRoles.All))
            .AddPolicy(SignedIn, p => p.RequireAuthenticatedUser());
    }

    /// <summary>What was altered in the database is told, whatever page it is met on.</summary>
    private static async ValueTask<object?> TouchedAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (Exception e) when (e is InvalidDataException or EditException)
        {
            return await context.HttpContext.RequestServices.GetRequiredService<ReviewRenderer>()
                .PageAsync<Pages.ProblemPage>(context.HttpContext, StatusCodes.Status503ServiceUnavailable, e.Message);
        }
    }

    public static void MapReview(this WebApplication site)
    {
        var forms = site.Services.GetRequiredService<ReviewForms>();
        var review = site.MapGroup(Path).AddEndpointFilter(forms).AddEndpointFilter(TouchedAsync);
        var signIn = site.Services.GetRequiredService<SignInPages>();
        review.MapGet("/sign-in", (Delegate)signIn.ShowAsync).AllowAnonymous();
        review.MapPost("/sign-in", (Delegate)signIn.ByLinkAsync).AllowAnonymous();
        review.MapGet("/sign-in/provider", (Delegate)signIn.ByProvider).AllowAnonymous();
        review.MapPost("/language", (Delegate)SignInPages.Language).AllowAnonymous();
        review.MapPost("/sign-out", (Delegate)SignInPages.OutAsync).RequireAuthorization(SignedIn);
        review.MapPost("/reason", (Delegate)signIn.ReasonAsync).RequireAuthorization(Reviewers);
        review.MapPost("/reason/end", (Delegate)signIn.EndReasonAsync).RequireAuthorization(Reviewers);
        MapPolicy(review, site.Services);
        var conversations = site.Services.GetRequiredService<ConversationPages>();
        review.MapGet("/", (Delegate)conversations.ListAsync).RequireAuthorization(Reviewers);
        var integrity = site.Services.GetRequiredService<IntegrityPages>();
        review.MapGet("/integrity", (Delegate)integrity.ShowAsync).RequireAuthorization(Everyone);
        review.MapPost("/integrity/verify", (Delegate)integrity.VerifyAsync).RequireAuthorization(Reviewers);
        var exports = site.Services.GetRequiredService<ExportPages>();
        review.MapGet("/exports", (Delegate)exports.ShowAsync).RequireAuthorization(Reviewers);
        review.MapPost("/exports", (Delegate)exports.StartAsync).RequireAuthorization(Reviewers);
        review.MapGet("/exports/{id:int}", exports.FetchAsync).RequireAuthorization(Reviewers);
        var retention = site.Services.GetRequiredService<RetentionPages>();
        review.MapGet("/retention", (Delegate)retention.ShowAsync).RequireAuthorization(Reviewers);
        review.MapGet("/retention/purge", (Delegate)retention.PurgeAsync).RequireAuthorization(Reviewers);
        review.MapPost("/retention/hold", (Delegate)retention.HoldAsync).RequireAuthorization(Reviewers);
        review.MapPost("/retention/hold/confirm", (Delegate)retention.ConfirmHoldAsync).RequireAuthorization(Reviewers);
        review.MapPost("/retention/release", (Delegate)retention.ReleaseAsync).RequireAuthorization(Reviewers);
        review.MapPost("/retention/release/confirm", (Delegate)retention.ConfirmReleaseAsync).RequireAuthorization(Reviewers);
        review.MapPost("/retention/erase", (Delegate)retention.EraseAsync).RequireAuthorization(Reviewers);
        review.MapPost("/retention/erase/confirm", (Delegate)retention.ConfirmEraseAsync).RequireAuthorization(Reviewers);
        var numbers = site.Services.GetRequiredService<NumbersPages>();
        review.MapGet("/numbers", (Delegate)numbers.ShowAsync).RequireAuthorization(Everyone);
        review.MapGet("/entries/{seq:long}", conversations.ConversationAsync).RequireAuthorization(Reviewers);
        review.MapGet("/entries/{seq:long}/proof", conversations.ProofAsync).RequireAuthorization(Reviewers);
    }

    /// <summary>The policy, what is to become of it, and what stands beside it.</summary>
    private static void MapPolicy(RouteGroupBuilder review, IServiceProvider services)
    {
        var revisions = services.GetRequiredService<RevisionPages>();
        review.MapGet("/policy", (Delegate)revisions.ListAsync).RequireAuthorization(Everyone);
        review.MapGet("/policy/revisions/{number:int}", revisions.ShowAsync).RequireAuthorization(Everyone);
        // Who may do it is found by the desk, at execution: the console's roles let people read.
        var drafts = services.GetRequiredService<DraftPages>();
        review.MapGet("/drafts", (Delegate)drafts.ListAsync).RequireAuthorization(Everyone);
        review.MapGet("/drafts/{number:int}", drafts.ShowAsync).RequireAuthorization(Everyone);
        review.MapPost("/drafts/{number:int}/submit", drafts.SubmitAsync).RequireAuthorization(Everyone);
        review.MapPost("/drafts/{number:int}/replay", services.GetRequiredService<ReplayPages>().RunAsync).RequireAuthorization(Everyone);
        review.MapPost("/drafts/{number:int}/approve", drafts.ApproveAsync).RequireAuthorization(Everyone);
        review.MapPost("/drafts/{number:int}/reject", drafts.RejectAsync).RequireAuthorization(Everyone);
        review.MapPost("/drafts/{number:int}/publish", drafts.PublishAsync).RequireAuthorization(Everyone);
        var exceptions = services.GetRequiredService<ExceptionPages>();
        review.MapGet("/exceptions", (Delegate)exceptions.ListAsync).RequireAuthorization(Everyone);
        review.MapPost("/exceptions/{number:int}/grant", exceptions.GrantAsync).RequireAuthorization(Everyone);
        review.MapPost("/exceptions/{number:int}/deny", exceptions.DenyAsync).RequireAuthorization(Everyone);
        review.MapPost("/exceptions/{number:int}/revoke", exceptions.RevokeAsync).RequireAuthorization(Everyone);
        var gaps = services.GetRequiredService<GapPages>();
        review.MapGet("/gaps", (Delegate)gaps.ListAsync).RequireAuthorization(GapReaders);
        review.MapGet("/gaps/{number:long}", gaps.ShowAsync).RequireAuthorization(GapReaders);
        review.MapPost("/gaps/{number:long}/close", gaps.CloseAsync).RequireAuthorization(PolicyAdmins);
        review.MapPost("/gaps/{number:long}/alias", gaps.AliasAsync).RequireAuthorization(PolicyAdmins);
        review.MapPost("/gaps/{number:long}/fact", gaps.FactAsync).RequireAuthorization(PolicyAdmins);
        review.MapPost("/gaps/{number:long}/rule", gaps.RuleAsync).RequireAuthorization(PolicyAdmins);
        review.MapPost("/gaps/{number:long}/contact", gaps.ContactAsync).RequireAuthorization(PolicyAdmins);
        review.MapGet("/due", (Delegate)services.GetRequiredService<DuePages>().ListAsync).RequireAuthorization(Everyone);
        review.MapPost("/confirm", (Delegate)services.GetRequiredService<ConsoleDesk>().ConfirmAsync).RequireAuthorization(Everyone);
    }
}
