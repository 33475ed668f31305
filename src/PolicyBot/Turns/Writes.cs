using PolicyBot.Core.Channels;
using PolicyBot.Log;
using PolicyBot.Storage;

namespace PolicyBot.Turns;

/// <summary>A message to store.</summary>
internal sealed class AcceptWrite(TurnRow row) : Write
{
    public TurnRow Row => row;
    public Receipt Receipt { get; set; } = Receipt.Stored;

    /// <summary>Nothing was said before in its thread, nor where that branched off.</summary>
    public bool IsFirst { get; set; }
}

/// <summary>What became of an attempt to deliver a reply. Not written where another replica has taken the reply over.</summary>
internal sealed class SettleWrite : Write
{
    private static readonly string[] Tried = [nameof(ReplyRow.Status), nameof(ReplyRow.NotBefore), nameof(ReplyRow.LeasedUntil),
        nameof(ReplyRow.Reference), nameof(ReplyRow.Trouble)];
    private static readonly string[] TriedAgain = [.. Tried, nameof(ReplyRow.Attempt)];
    private static readonly string[] TriedAndDone = [.. Tried, nameof(ReplyRow.Payload)];
    private static readonly string[] GivenBack = [nameof(ReplyRow.LeasedUntil), nameof(ReplyRow.Attempt)];
    private static readonly string[] GivenBackForLater = [.. GivenBack, nameof(ReplyRow.NotBefore)];

    /// <summary>A lease that is over and was not given back.</summary>
    private const long Lapsed = 1;

    private SettleWrite(ReplyRow row, string[] changed) => (Row, Changed) = (row, changed);

    public ReplyRow Row { get; }

    /// <summary>Nobody is at the reply's address any more: notes are not sent there again.</summary>
    public bool Gone { get; private init; }

    /// <summary>What is sent in its place; null: nothing.</summary>
    public ReplyRow? Instead { get; private init; }

    /// <summary>Names of the properties to write; the same array for the same set.</summary>
    public string[] Changed { get; }

    /// <param name="next">When it may be tried again. Unix milliseconds.</param>
    /// <param name="uncertain">This attempt or one before it may have arrived.</param>
    /// <param name="instead">What is sent in place of a note to the contact that is parked.</param>
    public static SettleWrite Of(ReplyRow reply, ReplyStatus status, long next, Delivery delivery, bool uncertain, ReplyRow? instead)
    {
        var reference = instead is not null || status != ReplyStatus.Sent && reply.Reference == UndeliveredNotes.Told
            ? UndeliveredNotes.Told : delivery.Reference is { Length: <= ReplyRow.LongestReference } told ? told : null;
        // Once counted, so that the next attempt looks at what may be there: a limit may fall between two messages of one reply.
        if (delivery.Limited && reply.Attempt > 1) reply.Attempt--;
        (reply.Status, reply.NotBefore, reply.LeasedUntil, reply.Reference, reply.Trouble) =
            (status, next, uncertain && status != ReplyStatus.Sent ? Lapsed : 0, reference, delivery.Reason);
        if (status != ReplyStatus.Sent) return new(reply, TriedAgain) { Gone = delivery.Gone, Instead = instead };
        reply.Payload = null;
        return new(reply, TriedAndDone);
    }

    /// <summary>The attempt does not count.</summary>
    /// <param name="next">When it may be tried again, in Unix milliseconds; 0: at once.</param>
    public static SettleWrite Untried(ReplyRow reply, bool uncertain, long next)
    {
        reply.LeasedUntil = uncertain ? Lapsed : 0;
        reply.Attempt--;
        if (next == 0) return new(reply, GivenBack);
        reply.NotBefore = next;
        return new(reply, GivenBackForLater);
    }
}

/// <summary>A turn to complete: its row as it shall be, its entry, what is to be sent, and other rows that it changes.</summary>
internal sealed class CompleteWrite(TurnRow row, NewEntry entry) : Write
{
    private SealedEntry? ready;

    public TurnRow Row => row;
    /// <summary>Appended after <see cref="Also"/>, which may set it.</summary>
    public NewEntry Entry
    {
        get => entry;
        set => (entry, ready) = (value, null);
    }

    /// <summary>The entry as it is appended.</summary>
    public SealedEntry Sealed => ready ??= SealedEntry.Of(entry);

    /// <summary>The turn is not stored yet: it is inserted as it shall be, unless its message is there.</summary>
    public bool IsNew { get; set; }

    /// <summary>What <see cref="Also"/> came to, where it decides what is said; else null.</summary>
    public TurnResult? Result { get; set; }
    public List<ReplyRow> Replies { get; } = [];

    /// <summary>Replies that are not to be sent any more, unless they have been, by id.</summary>
    public List<long> Retracted { get; } = [];

    /// <summary>Changes to other tables in the same transaction; called before the entry is appended, again where it is retried. The log's
    /// head is held. It may set the entry, the result and the replies.</summary>
    public Func<BotContext, Task>? Also { get; init; }

    /// <summary>The gap that the entry shows, made when its number is known; null: none.</summary>
    public Func<long, GapRow>? Gap { get; set; }

    /// <summary>Called after the commit.</summary>
    public Action? Afterwards { get; init; }

    /// <summary>It published a revision, which the next question here is to be answered by.</summary>
    public bool Published { get; set; }

    /// <summary>Another replica took the turn over, or a new turn's message is stored already: nothing of this was written.</summary>
    public bool Lost { get; set; }

    public override void Prepare()
    {
        if (Also is null) _ = Sealed;
    }

    public override void Committed() => Afterwards?.Invoke();
}
