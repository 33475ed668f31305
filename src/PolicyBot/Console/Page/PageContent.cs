using System.Collections.Immutable;

namespace PolicyBot.Web.Page;

/// <summary>What a page shows. <paramref name="Choices"/> are those that its form starts with.</summary>
public sealed record PageContent(Choices Choices)
{
    public string? Conversation { get; init; }
    public ImmutableList<Exchange> Exchanges { get; init; } = [];
    public string? Error { get; init; }

    /// <summary>Text that was not answered, for its writer to correct.</summary>
    public string Draft { get; init; } = "";

    public string Token { get; init; } = "";
    public string UiLanguage { get; init; } = "en";
}
