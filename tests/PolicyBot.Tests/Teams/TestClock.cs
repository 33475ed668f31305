namespace PolicyBot.Tests.Teams;

/// <summary>The system's clock, put forward by hand; its timers run in real time.</summary>
internal sealed class TestClock : TimeProvider
{
    private TimeSpan ahead;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + ahead;

    public void Advance(TimeSpan by) => ahead += by;
}
