using Microsoft.Extensions.Configuration;
using PolicyBot.Commands;
using PolicyBot.Tests.Web;
using Xunit;

namespace PolicyBot.Tests.Commands;

public sealed class SettingsTests
{
    [Theory]
    [InlineData("Teams:Credential", "Secrets",
        "`Teams:Credential` is `Secrets`; write `Secret` or `Certificate` or `Federated` or `ManagedIdentity`")]
    [InlineData("Teams:Cloud", "Gov", "write `Public` or `UsGov`")]
    [InlineData("Teams:GroupsFromGraph", "yes", "write `true` or `false`")]
    [InlineData("Teams:ClientSecrets", "x", "there is no setting `Teams:ClientSecrets`; did you mean `Teams:ClientSecret`?")]
    [InlineData("Slack:ApiTimeout", "soon", "`Slack:ApiTimeout` is `soon`; write a time like `00:00:30`")]
    [InlineData("Slack:SigningSecret", "x", "did you mean `Slack:SigningSecrets`?")]
    [InlineData("Slack:UsesSocket", "true", "there is no setting `Slack:UsesSocket`")]
    [InlineData("Storage:MaxBatchSize", "many", "write a number")]
    public async Task A_name_that_no_setting_has_and_a_value_that_it_cannot_take_keep_the_bot_from_starting(string name,
        string value, string said)
    {
        var problems = Settings.Problems(Of((name, value)));
        Assert.Contains(said, Assert.Single(problems), StringComparison.Ordinal);
        var err = new StringWriter();
        Assert.Equal(1, await ServeCommand.RunAsync(new ServeOptions { Unreadable = problems }, TimeProvider.System, TextWriter.Null, err,
            TestContext.Current.CancellationToken));
        Assert.Contains(said, err.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_and_values_that_are_right_are_left_alone_however_they_are_spelt()
    {
        Assert.Empty(Settings.Problems(Of(("teams:credential", "managedidentity"), ("Teams:AppId", ""),
            ("Teams:Groups:ada@example.com:0", "legal"), ("Slack:Teams:0", "T1"),
            ("Slack:ApiTimeout", "00:00:05"), ("Log:RetentionDays:answer.question", "365"), ("Something:Else", "x"))));
        Assert.Empty(Settings.Problems(new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(SiteFixture.Root, "appsettings.sample.json")).Build()));
    }

    private static IConfiguration Of(params (string Name, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Name, (string?)s.Value))).Build();
}
