using PolicyBot.Core.Knowledge;

namespace PolicyBot.Knowledge;

/// <summary>The policy's dimensions, obligations, cases and the organisation (POLICY.md).</summary>
internal static class PolicyReader
{
    public static Organization Organization(Fields f)
    {
        var country = f.Text("country");
        if (country is not null) ClosedLists.CheckCountry(f, f.Take("country")!, country);
        if (!f.Has("languages")) f.Need("languages");
        var languages = f.List("languages", (node, code) =>
        {
            if (!ClosedLists.IsLanguage(code)) f.Error(node, $"{Spelling.Quote(code)} is no language code such as en");
        }, 1).OrEmpty();
        var zone = f.Text("time-zone") ?? "UTC";
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
            f.Sheet.Problems.Unknown(
                f.Sheet.At(f.Take("time-zone")!), $"there is no time zone {Spelling.Quote(zone)}", zone,
                TimeZoneInfo.GetSystemTimeZones().Select(z => z.Id));
        var contact = f.Map("contact", "the contact") is { } c ? Contact(c) : null;
        var organization = new Organization(f.NeedText("name"), country, languages, zone, contact, f.At);
        f.Done();
        return organization;
    }

    public static DataClass Data(Fields f)
    {
        var data = new DataClass(f.Id(Thing.Data), f.Number("level"), f.NeedLocalized("name"), f.List("aliases").OrEmpty(), f.At);
        f.Done();
        return data;
    }

    public static Device Device(Fields f)
    {
        var device = new Device(f.Id(Thing.Device), f.Flag("usual") ?? false, f.NeedLocalized("name"), f.List("aliases").OrEmpty(), f.At);
        f.Done();
        return device;
    }

    public static Purpose Purpose(Fields f, Dictionary<string, (string Purpose, SourceLocation At)> implied)
    {
        var id = f.Id(Thing.Purpose);
        var kinds = f.List("implied-by", (node, kind) =>
        {
            ClosedLists.CheckKind(f.Sheet, node, kind);
            if (!implied.TryAdd(kind, (id, f.Sheet.At(node))) && implied[kind].Purpose != id)
                f.Error(node, $"{Spelling.Quote(kind)} implies the purpose `{implied[kind].Purpose}` already, at {implied[kind].At}");
        }, 1).OrEmpty();
        var purpose = new Purpose(id, kinds, f.NeedLocalized("name"), f.List("aliases").OrEmpty(), f.At);
        f.Done();
        return purpose;
    }

    public static Group Group(Fields f)
    {
        var (id, parent) = (f.Id(Thing.Group), f.Refer("parent", Thing.Group));
        if (id == Core.Knowledge.Group.Everyone && parent is not null) f.Error(f.Take("parent")!, "`everyone` has no parent");
        var group = new Group(id, parent, f.NeedLocalized("name"), f.List("aliases").OrEmpty(), f.At);
        f.Done();
        return group;
    }

    public static Obligation Obligation(Fields f)
    {
        var obligation = new Obligation(f.Id(Thing.Obligation), f.NeedLocalized("text"), f.At);
        f.Done();
        return obligation;
    }

    public static DefaultRule Default(Fields f)
    {
        var rule = new DefaultRule(
            f.NeedChoice<Effect>("effect"), f.Refers("obligations", Thing.Obligation, 1).OrEmpty(), f.Localized("reason"), f.At);
        f.Done();
        return rule;
    }

    public static PolicyCase Case(Fields f)
    {
        f.Need("expect");
        var expect = f.Map("expect", "`expect`");
        if (expect is { IsEmpty: true }) f.Error(f.Take("expect")!, "`expect` is empty");
        var verdict = expect?.Choice<Verdict>("verdict");
        var rules = expect?.Refers("rules", Thing.Rule) ?? default;
        expect?.Done();
        var result = new PolicyCase(
            f.NeedText("ask"), f.Refers("as", Thing.Group).OrEmpty(), f.Day("on"), verdict, rules.IsDefault ? null : rules, f.At);
        f.Done();
        return result;
    }

    private static Contact Contact(Fields f)
    {
        var contact = new Contact(f.NeedText("name"), f.Text("email"), FactReader.Url(f, "url"));
        f.Done();
        return contact;
    }
}
