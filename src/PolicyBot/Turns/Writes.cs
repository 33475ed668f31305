using PolicyBot.Core.Channels;
using PolicyBot.Log;
using PolicyBot.Storage;

namespace PolicyBot.Turns;

/// <summary>A message to store.</summary>
internal sealed class AcceptWrite(TurnRow row) : Write
{
    public TurnRow Row => row;
    public Receipt Receipt { get; set; } = Receipt.Stored;
}

/// <summary>A turn to complete: its row as it shall be, its entry, what is to be sent, and other rows that it changes.</summary>
internal sealed class CompleteWrite(TurnRow row, NewEntry entry) : Write
{
    public TurnRow Row => row;
    /// <summary>Appended after <see cref="Also"/>, which may set it.</summary>
    public NewEntry Entry { get; set; } = entry;

    /// <summary>What <see cref="Also"/> came to, where it decides what is said; else null.</summary>
    public TurnResult? Result { get; set; }
    public List<ReplyRow> Replies { get; } = [];

    /// <summary>Turns that this one takes back while they wait (an edit, a deletion), by id.</summary>
    public List<long> Withdrawn { get; } = [];

    /// <summary>Replies that are not to be sent any more, unless they have been, by id.</summary>
    public List<long> Retracted { get; } = [];

    /// <summary>Changes to other tables in the same transaction; called before the entry is appended, again where it is retried. The log's head
    /// is held. It may set the entry, the result and the replies.</summary>
    public Func<BotContext, Task>? Also { get; init; }

    /// <summary>The gap that the entry shows, made when its number is known; null: none.</summary>
    public Func<long, GapRow>? Gap { get; set; }

    /// <summary>Called after the commit.</summary>
    public Action? Afterwards { get; init; }

    /// <summary>Another replica took the turn over: nothing of this was written.</summary>
    public bool Lost { get; set; }

    public override void Committed() => Afterwards?.Invoke();
}
