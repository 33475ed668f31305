using PolicyBot.Core.Channels;
using PolicyBot.Teams.Connector;
using PolicyBot.Teams.People;

namespace PolicyBot.Teams.Door;

/// <summary>What every activity tells beside its message: where people and conversations are now, and who has left.</summary>
internal sealed class Whereabouts(
    KnownPeople people, ServiceUrls urls, People.Directory directory, Welcomes welcomes, IAddressBook? book = null)
{
    public void Take(Activity activity)
    {
        if (activity.Type is "installationUpdate" && activity.Body.Text("action") is "remove" or "remove-upgrade"
            || Left(activity, activity.Recipient.Id))
        {
            people.Forget(activity.From.ObjectId ?? activity.From.Id);
            if (activity.Body.Text("action") is "remove-upgrade") return;
            welcomes.Removed(activity);
            book?.Gone(MessageReader.Channel, activity.Address);
            return;
        }
        foreach (var gone in activity.Body.Items("membersRemoved"))
            foreach (var id in (string?[])[gone.Text("aadObjectId"), gone.Text("id")])
            {
                if (id is null) continue;
                people.Forget(id);
                directory.Forget(id);
            }
        people.Remember(activity.Reference);
        if (urls.Remember(activity.Reference)) book?.Seen(MessageReader.Channel, activity.Address);
    }

    private static bool Left(Activity activity, string id) => activity.Body.Items("membersRemoved").Any(m => m.Text("id") == id);
}
