using PolicyBot.Core.Channels;

namespace PolicyBot.Slack;

/// <summary>Names and fixed labels in a language (ISO 639-1), for what the door shows outside a reply: dialogs, the App Home, refusals.
/// The host registers one; a language that it does not have gives the organisation's own.</summary>
public delegate IDisplayNames SlackNames(string language);
