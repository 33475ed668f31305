using System.Diagnostics;
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
using PolicyBot.Turns;
using Xunit;

namespace PolicyBot.Tests.Turns;

/// <summary>A question that is asked again in the same words is answered as if it had been read again.</summary>
public sealed class ReadingMemoryTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly Bot Asked = Setup.Bot(Shipped.Folder, TextWriter.Null)!;

    [Fact]
    public void Whatever_is_asked_again_is_answered_as_at_first()
    {
        var memory = new ReadingMemory(TimeProvider.System);
        var turns = QuestionSet.Read(Path.Combine(Path.GetDirectoryName(Shipped.Folder)!, "tests", "eval", "dev.yaml")).Questions
            .Select(q => TurnOf(q.Ask)).ToList();
        var expected = turns.Select(t => AnsweredAs(Asked.Ask(t))).ToList();
        for (var round = 0; round < 2; round++)
            Assert.Equal(expected, turns.AsParallel().AsOrdered().Select(t => AnsweredAs(Asked.Ask(t, memory.Read(Asked, t)))));
        // Or the second round would not have been from memory.
        Assert.DoesNotContain(turns, t => t.Text.Length <= ReadingMemory.Longest && !ReferenceEquals(memory.Read(Asked, t), memory.Read(Asked, t)));
    }

    [Fact]
    public void What_carries_on_a_conversation_is_read_in_it()
    {
        var memory = new ReadingMemory(TimeProvider.System);
        var alone = TurnOf("and for customer data?");
        var nothing = memory.Read(Asked, alone);
        var (_, after) = Asked.Ask(TurnOf("Can I use DeepSeek?"));
        var followed = memory.Read(Asked, alone with { Conversation = after });
        Assert.Equal(["deepseek"], followed.Frame.Tools);
        Assert.Empty(nothing.Frame.Tools);
        Assert.Same(nothing, memory.Read(Asked, alone));
    }

    [Fact]
    public void The_language_that_was_asked_for_counts()
    {
        var memory = new ReadingMemory(TimeProvider.System);
        var turn = TurnOf("DeepSeek?");
        Assert.Equal("en", memory.Read(Asked, turn with { Language = "en" }).Language);
        Assert.Equal("ko", memory.Read(Asked, turn with { Language = "ko" }).Language);
        // Nor is a text taken for the language that it begins with.
        Assert.Equal("en\nDeepSeek?", memory.Read(Asked, TurnOf("en\nDeepSeek?")).Text);
    }

    [Fact]
    public void What_was_read_under_one_revision_is_read_again_under_the_next()
    {
        var memory = new ReadingMemory(TimeProvider.System);
        var set = KnowledgeLoader.LoadFolder(Shipped.Folder).Set!;
        var without = new Bot(new KnowledgeBase(set with { Tools = [.. set.Tools.Where(t => t.Id != "deepseek")] }), LanguageFiles.Load());
        var turn = TurnOf("Can I use DeepSeek?");
        Assert.Equal(["deepseek"], memory.Read(Asked, turn).Frame.Tools);
        Assert.Empty(memory.Read(without, turn).Frame.Tools);
        Assert.Equal(["deepseek"], memory.Read(Asked, turn).Frame.Tools);
    }

    [Fact]
    public void After_an_hour_nothing_is_left_whether_anybody_asks_or_not()
    {
        var clock = new Clock();
        var memory = new ReadingMemory(clock);
        var turn = TurnOf("Can I use DeepSeek?");
        var read = memory.Read(Asked, turn);
        clock.Passed = ReadingMemory.Kept - TimeSpan.FromSeconds(1);
        memory.Forget();
        Assert.Same(read, memory.Read(Asked, turn));
        clock.Passed = ReadingMemory.Kept;
        Assert.NotSame(read, memory.Read(Asked, turn));
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
        var memory = new ReadingMemory(clock);
        // There is no table to look into: forgetting does not wait for a head that can be read.
        var revisions = new Revisions(file.Open(), LanguageFiles.Load(), new(LogKey.Open(file.Log, file.Options), clock), clock);
        using var watcher = new HeadWatcher(revisions, memory, clock, NullLogger<HeadWatcher>.Instance);
        var weak = Read(memory);
        await watcher.StartAsync(cancel);
        clock.Passed = ReadingMemory.Kept;
        for (var begun = Stopwatch.GetTimestamp(); weak.IsAlive; GC.Collect())
        {
            Assert.True(Stopwatch.GetElapsedTime(begun) < Patience, "it is still remembered");
            await Task.Delay(50, cancel);
        }
        await watcher.StopAsync(cancel);
        GC.KeepAlive(memory);
    }

    [Fact]
    public void A_long_text_is_not_kept()
    {
        var memory = new ReadingMemory(TimeProvider.System);
        var turn = TurnOf("Can I use DeepSeek? " + new string('a', ReadingMemory.Longest));
        Assert.NotSame(memory.Read(Asked, turn), memory.Read(Asked, turn));
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference Forgotten(ReadingMemory memory, Clock clock)
    {
        var weak = Read(memory);
        clock.Passed += ReadingMemory.Kept;
        memory.Forget();
        return weak;
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference Read(ReadingMemory memory) => new(memory.Read(Asked, TurnOf("Can I use ChatGPT?")));

    private static Turn TurnOf(string text) => new(text, Conversation.Fresh, Asker.Nobody, new(2026, 11, 1));

    private static string AnsweredAs((Core.Answers.Answer Answer, Conversation Next) result) =>
        result.Answer.Text + TurnJson.Of(result.Next);

    private sealed class Clock : TimeProvider
    {
        public TimeSpan Passed { get; set; }
        public override long GetTimestamp() => Passed.Ticks;
        public override long TimestampFrequency => TimeSpan.TicksPerSecond;
    }
}
