using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using PolicyBot.Commands;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;
using PolicyBot.Core.Questions;
using PolicyBot.Knowledge;
using PolicyBot.Language;
using PolicyBot.Log;
using PolicyBot.Storage;
using PolicyBot.Tests.Knowledge;
using PolicyBot.Tests.Web;
using PolicyBot.Turns;
using Xunit;

namespace PolicyBot.Tests.Turns;

/// <summary>A question that is asked again in the same words is answered as if it had been read and decided again.</summary>
public sealed class AnswerMemoryTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly Bot Asked = Setup.Bot(Shipped.Folder, TextWriter.Null)!;

    [Fact]
    public void Whatever_is_asked_again_is_answered_as_at_first()
    {
        var memory = new AnswerMemory(TimeProvider.System);
        var turns = QuestionSet.Read(Path.Combine(Path.GetDirectoryName(Shipped.Folder)!, "tests", "eval", "dev.yaml")).Questions
            .Select(q => TurnOf(q.Ask)).ToList();
        var expected = turns.Select(t => AnsweredAs(Asked.Ask(t))).ToList();
        for (var round = 0; round < 2; round++)
            Assert.Equal(expected, turns.AsParallel().AsOrdered().Select(t => AnsweredAs(memory.Ask(Asked, t))));
        // Or the second round would not have been from memory.
        Assert.DoesNotContain(turns, t => t.Text.Length <= AnswerMemory.Longest && !IsRemembered(memory, t));
    }

    [Fact]
    public void What_carries_on_a_conversation_is_read_in_it()
    {
        var memory = new AnswerMemory(TimeProvider.System);
        var alone = TurnOf("and for customer data?");
        var nothing = Read(memory, alone);
        var (_, after) = Asked.Ask(TurnOf("Can I use DeepSeek?"));
        var followed = Read(memory, alone with { Conversation = after });
        Assert.Equal(["deepseek"], followed.Frame.Tools);
        Assert.Empty(nothing.Frame.Tools);
        Assert.Same(nothing, Read(memory, alone));
    }

    [Fact]
    public void The_language_that_was_asked_for_counts()
    {
        var memory = new AnswerMemory(TimeProvider.System);
        var turn = TurnOf("DeepSeek?");
        Assert.Equal("en", Read(memory, turn with { Language = "en" }).Language);
        Assert.Equal("ko", Read(memory, turn with { Language = "ko" }).Language);
        // Nor is a text taken for the language that it begins with.
        Assert.Equal("en\nDeepSeek?", Read(memory, TurnOf("en\nDeepSeek?")).Text);
    }

    [Fact]
    public void What_was_read_under_one_revision_is_read_again_under_the_next()
    {
        var memory = new AnswerMemory(TimeProvider.System);
        var set = KnowledgeLoader.LoadFolder(Shipped.Folder).Set!;
        var without = new Bot(new KnowledgeBase(set with { Tools = [.. set.Tools.Where(t => t.Id != "deepseek")] }), LanguageFiles.Load());
        var turn = TurnOf("Can I use DeepSeek?");
        Assert.Equal(["deepseek"], Read(memory, turn).Frame.Tools);
        Assert.Empty(memory.Ask(without, turn).Answer.Question.Frame.Tools);
        Assert.Equal(["deepseek"], Read(memory, turn).Frame.Tools);
    }

    [Fact]
    public void After_an_hour_nothing_is_left_whether_anybody_asks_or_not()
    {
        var clock = new Clock();
        var memory = new AnswerMemory(clock);
        var turn = TurnOf("Can I use DeepSeek?");
        var read = Read(memory, turn);
        clock.Passed = AnswerMemory.Kept - TimeSpan.FromSeconds(1);
        memory.Forget();
        Assert.Same(read, Read(memory, turn));
        clock.Passed = AnswerMemory.Kept;
        Assert.NotSame(read, Read(memory, turn));
        var weak = Forgotten(memory, clock);
        GC.Collect();
        Assert.False(weak.IsAlive);
        GC.KeepAlive(memory);
    }

    [Fact]
    public async Task A_server_that_nobody_asks_any_more_forgets_too()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var file = await TestDatabase.NewAsync(StorageProvider.Sqlite);
        var clock = new Clock();
        var memory = new AnswerMemory(clock);
        // There is no table to look into: forgetting does not wait for a head that can be read.
        var revisions = new Revisions(file.Open(), LanguageFiles.Load(), new(LogKey.Open(file.Log, file.Options), clock), clock);
        using var watcher = new HeadWatcher(revisions, memory, clock, NullLogger<HeadWatcher>.Instance);
        var weak = Read(memory);
        await watcher.StartAsync(cancel);
        clock.Passed = AnswerMemory.Kept;
        for (var begun = Stopwatch.GetTimestamp(); weak.IsAlive; GC.Collect())
        {
            Assert.True(Stopwatch.GetElapsedTime(begun) < Patience, "it is still remembered");
            await Task.Delay(50, cancel);
        }
        await watcher.StopAsync(cancel);
        GC.KeepAlive(memory);
    }

    [Fact]
    public void Askers_of_other_groups_and_days_get_answers_of_their_own()
    {
        var memory = new AnswerMemory(TimeProvider.System);
        string[] groups = ["engineering", "contractors", "security-research"];
        var turns = groups.Select(g => (string[])[g]).Append([]).Append(groups)
            .SelectMany(g => Enumerable.Range(1, 3).Select(day => TurnOf("Can I use GitHub Copilot Business for source code?") with
            { Asker = new("someone", [.. g], []), Day = new(2026, 11, day) })).ToList();
        var expected = turns.Select(t => (AnsweredAs(Asked.Ask(t)), t.Day)).ToList();
        // Or askers alike would do.
        Assert.True(expected.Select(e => e.Item1).Distinct().Count() > 1);
        for (var round = 0; round < 3; round++)
            Assert.Equal(expected, turns.Select(t => memory.Ask(Asked, t)).Select(r => (AnsweredAs(r), r.Answer.AsOf)));
    }

    [Fact]
    public void What_a_person_may_by_exception_is_for_that_person_and_kept_of_nobody()
    {
        var memory = new AnswerMemory(TimeProvider.System);
        var turn = TurnOf("Can I use DeepSeek?");
        var granted = new GrantedException("E-1", "kim@example.com", "deepseek", null, new(2027, 1, 1), "a trial", [], ["ciso"]);
        var excepted = turn with { Asker = new("kim@example.com", [], [granted]) };
        var (with, without) = (AnsweredAs(Asked.Ask(excepted)), AnsweredAs(Asked.Ask(turn)));
        Assert.NotEqual(with, without);
        for (var round = 0; round < 3; round++)
        {
            Assert.Equal(with, AnsweredAs(memory.Ask(Asked, excepted)));
            Assert.Equal(without, AnsweredAs(memory.Ask(Asked, turn)));
            Assert.False(IsRemembered(memory, excepted));
        }
    }

    /// <summary>From the third time on it is written from memory too, but for the id.</summary>
    [Fact]
    public async Task Over_HTTP_each_gets_the_same_bytes_and_the_own_id()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var database = await TestDatabase.NewAsync(StorageProvider.Sqlite);
        await using var site = await SiteFixture.StartAsync(database);
        await site.StartAsync(cancel);
        using var client = new HttpClient { BaseAddress = new(site.Urls.First()) };
        foreach (var question in (string[])["Can I use DeepSeek for \"customer\" data?", "딥시크 써도 되나요?", "compare ChatGPT and Claude"])
        {
            var rests = new HashSet<string>();
            foreach (var id in (string[])["a", "b", "it's \"c\" \\ 넷", "d", "e"])
            {
                using var answer = await client.PostAsync("/api/ask",
                    SiteFixture.Json(JsonSerializer.Serialize(new { id = question[..3] + id, question })), cancel);
                var bytes = await answer.Content.ReadAsByteArrayAsync(cancel);
                Assert.Equal(bytes.Length, answer.Content.Headers.ContentLength);
                var members = JsonNode.Parse(bytes)!.AsObject();
                Assert.Equal(question[..3] + id, members["id"]!.GetValue<string>());
                members.Remove("id");
                rests.Add(members.ToJsonString());
            }
            Assert.Contains(question.Replace("\"", "", StringComparison.Ordinal)[..7],
                JsonNode.Parse(Assert.Single(rests))!["question"]!.GetValue<string>().Replace("\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_long_text_is_not_kept()
    {
        var memory = new AnswerMemory(TimeProvider.System);
        var turn = TurnOf("Can I use DeepSeek? " + new string('a', AnswerMemory.Longest));
        Assert.NotSame(Read(memory, turn), Read(memory, turn));
        Assert.False(IsRemembered(memory, turn));
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference Forgotten(AnswerMemory memory, Clock clock)
    {
        var weak = Read(memory);
        clock.Passed += AnswerMemory.Kept;
        memory.Forget();
        return weak;
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference Read(AnswerMemory memory) => new(Read(memory, TurnOf("Can I use ChatGPT?")));

    private static Question Read(AnswerMemory memory, Turn turn) => memory.Ask(Asked, turn).Answer.Question;

    private static bool IsRemembered(AnswerMemory memory, Turn turn) =>
        memory.Ask(Asked, turn) is var first && memory.Ask(Asked, turn) is var again && ReferenceEquals(first.Answer, again.Answer);

    private static Turn TurnOf(string text) => new(text, Conversation.Fresh, Asker.Nobody, new(2026, 11, 1));

    private static string AnsweredAs((Core.Answers.Answer Answer, Conversation Next) result) =>
        result.Answer.Text + TurnJson.Of(result.Next);

    private static string AnsweredAs((Core.Answers.Answer Answer, Conversation Next, RememberedAnswer? Remembered) result) =>
        AnsweredAs((result.Answer, result.Next));

    private sealed class Clock : TimeProvider
    {
        public TimeSpan Passed { get; set; }
        public override long GetTimestamp() => Passed.Ticks;
        public override long TimestampFrequency => TimeSpan.TicksPerSecond;
    }
}
