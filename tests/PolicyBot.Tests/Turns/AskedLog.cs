using System.Text.Json;
using PolicyBot.Core.Audit;
using PolicyBot.Log;
using PolicyBot.Storage;
using PolicyBot.Tests.Web;
using Xunit;

namespace PolicyBot.Tests.Turns;

/// <summary>A log as a served bot writes it: twelve questions in four conversations behind the import.</summary>
public abstract class AskedLog(StorageProvider provider) : IAsyncLifetime
{
    protected StorageProvider Provider => provider;
    protected TestDatabase Database { get; private set; } = null!;
    protected BotHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Database = await TestDatabase.NewAsync(provider);
        Host = await SiteFixture.OpenAsync(Database);
        await using var site = await SiteFixture.StartAsync(Database);
        await site.StartAsync();
        using var client = new HttpClient { BaseAddress = new(site.Urls.First()) };
        for (var i = 0; i < 12; i++)
        {
            var body = JsonSerializer.Serialize(new Dictionary<string, string>
            {
                ["id"] = $"q{i}",
                ["question"] = i % 3 == 0 ? "딥시크 써도 되나요? 제 메일은 kim@example.com" : "Can I use DeepSeek for customer data?",
                ["conversation"] = $"c{i % 4}"
            });
            using var answer = await client.PostAsync("/api/ask", SiteFixture.Json(body));
            answer.EnsureSuccessStatusCode();
        }
        await site.StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Host?.Key.Dispose();
        if (Database is not null) await Database.DisposeAsync();
    }

    protected LogLifecycle Lifecycle => new(Host.Database, Host.Book, Host.Time);

    protected Task<LogVerdict> VerifyAsync(params string[] witnessed) =>
        new LogReader(Host.Database).VerifyAsync(Host.Key.Verifier, witnessed, null, TestContext.Current.CancellationToken);
}
