using PolicyBot.Core.Policies;
using PolicyBot.Core.Questions;
using PolicyBot.Knowledge;
using PolicyBot.Language;
using PolicyBot.Tests.Knowledge;
using Xunit;

namespace PolicyBot.Tests.Questions;

/// <summary>Wordings that need an organisation whose data classes are called `staff` and `service`: the twentieth set's customs.</summary>
public sealed class CustomsTests
{
    private static readonly Bot Bot = new(
        new(KnowledgeLoader.LoadFolder(Path.Combine(Path.GetDirectoryName(Shipped.Folder)!, "tests", "eval", "twentieth",
            "knowledge")).Set!), LanguageFiles.Load());

    private static Question Read(string text) => Bot.Read(new(text, Conversation.Fresh, Asker.Nobody, new(2026, 11, 23)));

    [Theory]
    [InlineData("is chatgpt still off limits to MBIE staff")]
    [InlineData("MBIE in wellington, is chatgpt still off limits to its staff")]
    public void Whom_a_body_tells_what_to_do_is_no_data_of_ours(string text)
    {
        var question = Read(text);

        Assert.Equal(Intent.Restrictions, question.Intent);
        Assert.Equal(["nz-mbie"], question.Frame.Actors);
        Assert.Empty(question.Frame.Data);
    }

    [Theory]
    [InlineData("is claude ai something we may use in this service", "")]
    [InlineData("may chatgpt read our staff files", "staff")]
    [InlineData("may claude read service information", "service")]
    public void A_class_is_named_by_its_id_but_not_where_that_is_just_a_word(string text, string data) =>
        Assert.Equal(data, string.Join(' ', Read(text).Frame.Data));
}
