namespace PolicyBot.Web;

/// <summary>Bounds how many questions are answered at the same time.</summary>
public sealed class InFlight(int limit)
{
    private int taken;

    /// <summary>False when all places are taken; whoever gets true calls <see cref="Leave"/>.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref taken) <= limit) return true;
        Interlocked.Decrement(ref taken);
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref taken);
}
