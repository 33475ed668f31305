using System.Collections.Immutable;
using PolicyBot.Admin.Drafts;
using PolicyBot.Admin.Editing;
using PolicyBot.Core.Questions;
using PolicyBot.Log;
using PolicyBot.Storage;

namespace PolicyBot.Admin.Execution;

/// <summary>Finds drafts that another revision has overtaken, without waiting for somebody to look at them.</summary>
internal sealed class ShiftedDrafts(Revisions revisions, LanguagePacks languages, TimeProvider time)
{
    private string seen = "";

    /// <summary>Suspends the drafts whose ground has shifted, each in a transaction of its own with its entry, and tells who wrote and who
    /// had approved them. Returns what was said of each.</summary>
    public async Task<ImmutableArray<DeskOutcome>> SuspendAsync(LogBook book, Database database)
    {
        var outcomes = ImmutableArray.CreateBuilder<DeskOutcome>();
        foreach (var id in await FindAsync(database))
        {
            DeskOutcome? outcome = null;
            await book.AppendAsync(database, NewEntry.Of(Core.Audit.EntryKind.Admin, null), async (db, entry) =>
            {
                var (ground, words) = (await DeskGround.OfAsync(db, revisions, time), new DeskWords(languages.Of("en")));
                var draft = await ground.DraftAsync(id);
                outcome = draft.State == DraftState.Suspended
                    ? new SuspensionNotes(languages).On(SuspensionNotes.Said(draft, words, null), ground.Suspended)
                    : DeskOutcome.Says(words.Say("draft.not-due", ("id", id), ("state", words.State(draft))));
                await DeskPost.AddAsync(db, outcome.Notes, null);
                return outcome.Entered(entry, AdminDesk.Schedule, $"draft suspend {id}");
            });
            outcomes.Add(outcome!);
        }
        return outcomes.ToImmutable();
    }

    /// <summary>Compares revisions once for each state of the drafts and of the policy, where all could be compared.</summary>
    private async Task<List<string>> FindAsync(Database database)
    {
        await using var db = database.Open();
        var head = revisions.Current.Bot.Knowledge.Revision;
        var behind = (await DeskGround.LiveAsync(db)).Where(d => d.State != DraftState.Suspended && d.BaseRevision != head).ToList();
        var state = string.Join(' ', behind.Select(d => $"{d.Id}@{d.BaseRevision}:{string.Join(',', d.Items)}").Prepend(head));
        if (state == seen || behind.Count == 0) return [];
        var ground = await DeskGround.OfAsync(db, revisions, time);
        var (found, all) = (new List<string>(), true);
        foreach (var draft in behind)
            try
            {
                if ((await ground.RebasedAsync(draft)).State == DraftState.Suspended) found.Add(draft.Id);
            }
            catch (EditException)
            {
                // The revision that it stands on was altered in the database. It may be restored, so it is looked at again.
                all = false;
            }
        if (found.Count == 0 && all && ground.Head == head) seen = state;
        return found;
    }
}
