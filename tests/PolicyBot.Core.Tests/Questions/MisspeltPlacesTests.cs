using PolicyBot.Core.Questions;
using Xunit;

namespace PolicyBot.Core.Tests.Questions;

public sealed class MisspeltPlacesTests
{
    private static readonly MisspeltPlaces Places = new(
    [
        new(NameKind.Actor, "ph-cicc", "Philippines"), new(NameKind.Country, "PH", "Philippines"), new(NameKind.Country, "ID", "Indonesia"),
        new(NameKind.Country, "AU", "Australia"), new(NameKind.Country, "AT", "Austria"), new(NameKind.Actor, "verizon", "Verizon"),
        new(NameKind.Country, "NZ", "New Zealand"), new(NameKind.Country, "NE", "Nigerien"), new(NameKind.Country, "NG", "Nigerian"),
    ]);

    [Theory]
    [InlineData("phillipines", "PH")]
    [InlineData("indonisia", "ID")]
    [InlineData("austrailia", "AU")]
    [InlineData("verzion", "verizon")]
    public void A_slip_in_a_long_name_is_that_name(string word, string id) => Assert.Equal(id, Places.Of(word)?.Id);

    [Theory]
    [InlineData("auzzzalia")]
    [InlineData("xindonesia")]
    [InlineData("nigerin")]
    [InlineData("zealand")]
    [InlineData("inde")]
    public void Nothing_near_or_several_names_as_near_is_none(string word) => Assert.Null(Places.Of(word));
}
