using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Questions;
using PolicyBot.Turns;
using Xunit;

namespace PolicyBot.Tests.Questions;

/// <summary>A device that is set aside or that nobody declared is not taken for the usual one.</summary>
public sealed class DeviceReaderTests
{
    private static Frame Read(params string[] turns) => ShippedBot.Read(turns).Frame;

    [Theory]
    [InlineData("Can I use M365 Copilot for contracts, not on my work laptop?")]
    [InlineData("Can I use M365 Copilot for contracts without a work laptop?")]
    [InlineData("Can I use M365 Copilot for contracts on something other than a company laptop?")]
    [InlineData("회사 노트북이 아닌 곳에서 M365 코파일럿에 계약서 넣어도 되나요?")]
    [InlineData("회사 노트북 말고 다른 데서 M365 코파일럿에 계약서 넣어도 되나요?")]
    public void The_usual_device_set_aside_is_any_of_the_others(string text)
    {
        Assert.Empty(Read(text).Devices);
        Assert.Equal(["personal-device", "control-network"], Read(text).PossibleDevices);
        Assert.Equal(Verdict.Prohibited, ShippedBot.Ask(text).Verdict);
    }

    [Theory]
    [InlineData("Can I use M365 Copilot for contracts on the tablet next to the boiler?")]
    [InlineData("Can I use M365 Copilot for contracts on a hotel PC?")]
    [InlineData("Can I use M365 Copilot for contracts on a borrowed laptop?")]
    [InlineData("Can I use M365 Copilot for contracts from an internet cafe?")]
    [InlineData("PC방에서 M365 코파일럿에 계약서 넣어도 되나요?")]
    [InlineData("Can I use M365 Copilot for contracts on the lobby PC?")]
    [InlineData("Can I use M365 Copilot for contracts from a computer at the airport gate?")]
    [InlineData("Can I use M365 Copilot for contracts on the tablet that the caterer lent us?")]
    [InlineData("로비 피씨에서 M365 코파일럿에 계약서 넣어도 되나요?")]
    [InlineData("협력사에서 빌려준 노트북으로 M365 코파일럿에 계약서 넣어도 되나요?")]
    [InlineData("Can I use M365 Copilot for contracts on a phone?")]
    [InlineData("Can I use M365 Copilot for contracts on a mobile phone, please?")]
    [InlineData("Can I use M365 Copilot for contracts from a tablet?")]
    [InlineData("Is M365 Copilot allowed on phones for contracts?")]
    [InlineData("핸드폰에서 M365 코파일럿에 계약서 넣어도 되나요?")]
    [InlineData("제가 폰으로 M365 코파일럿에 계약서 넣어도 되나요?")]
    [InlineData("계약서 볼 M365 코파일럿 앱을 휴대폰에 설치해도 되나요?")]
    public void A_device_that_nobody_declared_is_asked_back(string text)
    {
        var answer = ShippedBot.Ask(text);
        Assert.Equal(Verdict.Depends, answer.Verdict);
        Assert.Equal("device", answer.Ask?.Dimension);
        Assert.Equal(["managed-device", "personal-device", "control-network"], answer.Ask!.Choices);
    }

    [Theory]
    [InlineData("Can I use M365 Copilot for contracts on my wife's laptop?", "personal-device")]
    [InlineData("동생 컴퓨터에서 M365 코파일럿에 계약서 넣어도 돼?", "personal-device")]
    [InlineData("Can I use M365 Copilot for contracts on the DCS console?", "control-network")]
    [InlineData("Can I use M365 Copilot for contracts on the laptop of my sister?", "personal-device")]
    [InlineData("Can I use M365 Copilot for contracts on a tablet that belongs to me?", "personal-device")]
    [InlineData("Can I use M365 Copilot for contracts on the phone I bought last year?", "personal-device")]
    [InlineData("Can I use M365 Copilot for contracts on the control-room's PC?", "control-network")]
    [InlineData("Can I use M365 Copilot for contracts on the PC of the control room?", "control-network")]
    [InlineData("Can I use M365 Copilot for contracts on the company's new laptop?", "managed-device")]
    [InlineData("제가 산 노트북으로 M365 코파일럿에 계약서 넣어도 돼?", "personal-device")]
    [InlineData("Is M365 Copilot not ok on the work laptop for contracts?", "managed-device")]
    [InlineData("Why not M365 Copilot on my work laptop?", "managed-device")]
    [InlineData("회사 노트북에 없는 프로그램인데 클로드 설치해도 되나요?", "managed-device")]
    public void A_device_that_is_named_is_known(string text, string device)
    {
        Assert.Equal([device], Read(text).Devices);
        Assert.Empty(Read(text).PossibleDevices);
    }

    [Theory]
    [InlineData("Can I use M365 Copilot for contracts on the laptop?")]
    [InlineData("Can I use M365 Copilot for contracts on a new Windows PC?")]
    [InlineData("Can I use M365 Copilot for contracts on the PC that the company issued?")]
    [InlineData("Can I use M365 Copilot for contracts on a laptop in Germany?")]
    [InlineData("Can I use M365 Copilot to write a report on the new lab computers?")]
    [InlineData("Can I use M365 Copilot for contracts while a client is on the phone?")]
    [InlineData("Can I use M365 Copilot on machine learning contracts?")]
    [InlineData("새 노트북에서 M365 코파일럿에 계약서 넣어도 돼?")]
    [InlineData("회사에서 준 노트북으로 M365 코파일럿에 계약서 넣어도 돼?")]
    [InlineData("그냥 컴퓨터로 M365 코파일럿에 계약서 넣어도 돼?")]
    [InlineData("Can I use M365 Copilot for contracts on a phone call?")]
    [InlineData("Can I use M365 Copilot for contracts on a phone I got from work?")]
    [InlineData("Can I use M365 Copilot for contracts photographed on a phone?")]
    [InlineData("Can I use M365 Copilot for contracts about tablets?")]
    [InlineData("Can I use M365 Copilot at home for contracts?")]
    [InlineData("폰으로 찍은 계약서를 M365 코파일럿에 넣어도 되나요?")]
    [InlineData("회사에서 쓰는 폰으로 M365 코파일럿에 계약서 넣어도 되나요?")]
    [InlineData("계약서를 휴대폰에 있는 M365 코파일럿에 넣어도 되나요?")]
    public void A_machine_that_nothing_tells_from_the_usual_one_is_that_one(string text) => Assert.Empty(Read(text).PossibleDevices);

    [Theory]
    [InlineData("Can I use M365 Copilot for contracts?", "on a phone?")]
    [InlineData("Can I use M365 Copilot for contracts?", "and at home?")]
    [InlineData("M365 코파일럿에 계약서 넣어도 되나요?", "핸드폰으로요")]
    [InlineData("M365 코파일럿에 계약서 넣어도 되나요?", "집에서요")]
    [InlineData("M365 코파일럿에 계약서 넣어도 되나요?", "재택근무 중에는요?")]
    public void A_short_turn_may_ask_of_another_device(string first, string then)
    {
        Assert.Equal(["managed-device", "personal-device", "control-network"], Read(first, then).PossibleDevices);
        Assert.Equal(Intent.Permission, ShippedBot.Read(first, then).Intent);
    }

    [Fact]
    public void At_home_on_a_known_device_is_that_device()
    {
        Assert.Empty(Read("Can I use M365 Copilot for contracts on my work laptop?", "and at home?").PossibleDevices);
        Assert.Empty(Read("and at home?").PossibleDevices);
    }

    [Fact]
    public void What_a_turn_says_of_the_device_replaces_what_the_turn_before_said()
    {
        const string First = "Can I use M365 Copilot for contracts?";
        Assert.Equal(["personal-device", "control-network"], Read(First, "And not on a company device?").PossibleDevices);
        Assert.Equal(["personal-device", "control-network"], Read(First, "And not on a company device?", "why?").PossibleDevices);
        Assert.Equal(["managed-device"], Read(First, "And not on a company device?", "and on my work laptop?").Devices);
        Assert.Empty(Read(First, "And not on a company device?", "and on my work laptop?").PossibleDevices);
        Assert.Empty(Read(First, "and on my work laptop?", "And not on a company device?").Devices);
    }

    [Fact]
    public void A_conversation_kept_before_devices_could_be_open_is_read()
    {
        var kept = TurnJson.ToConversation("""{"Turns":1,"Frame":{"Tools":["chatgpt"],"Devices":["managed-device"]}}""");
        Assert.Equal(["managed-device"], kept.Frame.Devices);
        Assert.Empty(kept.Frame.PossibleDevices);
    }
}
