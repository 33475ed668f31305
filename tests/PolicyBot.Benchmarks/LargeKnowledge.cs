using System.Collections.Immutable;
using System.Globalization;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Benchmarks;

/// <summary>The shipped knowledge with synthetic copies beside it: other tools, actors, facts and rules, whose names look like the
/// shipped ones and whose rules select the copies alone. The organisation's vocabulary stays as it is.</summary>
internal static class LargeKnowledge
{
    /// <summary><paramref name="times"/> as many tools, actors, facts and rules, the shipped ones first.</summary>
    public static KnowledgeSet Of(KnowledgeSet shipped, int times)
    {
        var copies = Enumerable.Range(1, times - 1).Select(n => new Copy(shipped, n)).ToArray();
        return shipped with
        {
            Tools = [.. shipped.Tools, .. copies.SelectMany(c => c.Tools)],
            Actors = [.. shipped.Actors, .. copies.SelectMany(c => c.Actors)],
            Facts = [.. shipped.Facts, .. copies.SelectMany(c => c.Facts)],
            Rules = [.. shipped.Rules, .. copies.SelectMany(c => c.Rules)],
            Translations = [.. shipped.Translations.Select(t => copies.Aggregate(t, (all, c) => c.AddTo(all)))],
        };
    }

    private sealed class Copy(KnowledgeSet shipped, int number)
    {
        private static readonly string[] Makers =
            ["Novara", "Orionis", "Velaro", "Lyrica", "Altair", "Junova", "Zephyro", "Indigara", "Quartzo", "Embera"];

        private readonly string _word = Makers[number % Makers.Length]
            + (number / Makers.Length is > 0 and var n ? n.ToString(CultureInfo.InvariantCulture) : "");

        public IEnumerable<Tool> Tools => shipped.Tools.Select(t => t with
        {
            Id = Id(t.Id),
            Name = Name(t.Name),
            Vendor = Name(t.Vendor),
            Kinds = [.. t.Kinds, .. t.Kinds.Select(Id)],
            Attributes = [.. t.Attributes.Select(Id), Id("any"), Id(t.Country)],
            Aliases = [.. t.Aliases.Select(Name)],
            Editions = [.. t.Editions.Select(e => e with
            {
                Id = Id(e.Id), Name = Name(e.Name), Aliases = [.. e.Aliases.Select(Name)],
                Attributes = e.Attributes is { } own ? [.. own.Select(Id), Id("any"), Id(t.Country)] : null,
            })],
        });

        public IEnumerable<Actor> Actors => shipped.Actors.Select(a => a with
        {
            Id = Id(a.Id),
            Name = Name(a.Name),
            Parent = a.Parent is { } p ? Id(p) : null,
            Aliases = [.. a.Aliases.Select(Name)],
        });

        public IEnumerable<Fact> Facts => shipped.Facts.Select(f => f with
        {
            Id = Id(f.Id),
            Actor = Id(f.Actor),
            Tools = [.. f.Tools.Select(Id)],
            SupersededBy = f.SupersededBy is { } s ? Id(s) : null,
        });

        public IEnumerable<Rule> Rules => shipped.Rules.Select(r => r with
        {
            Id = Id(r.Id),
            Tools = Selector(r.Tools),
            When = Condition(r.When),
            Unless = Condition(r.Unless),
        });

        public Translation AddTo(Translation t)
        {
            var of = shipped.Translations.First(s => s.Language == t.Language);
            return t with
            {
                Actors = t.Actors.AddRange(of.Actors.Select(p => KeyValuePair.Create(Id(p.Key), Name(p.Value)))),
                Tools = t.Tools.AddRange(of.Tools.Select(p => KeyValuePair.Create(Id(p.Key), Name(p.Value)))),
                Facts = t.Facts.AddRange(of.Facts.Select(p => KeyValuePair.Create(Id(p.Key), p.Value))),
            };
        }

        private string Id(string id) => $"{id}-{_word.ToLowerInvariant()}";

        private string Name(string name) => $"{name} {_word}";

        /// <summary>The same selection among the copied tools. `all` and countries, which would select the shipped tools as well, go by
        /// attributes of the copies.</summary>
        private ToolSelector Selector(ToolSelector s) => new(
            false, [.. s.Ids.Select(Id)], [.. s.Vendors.Select(Name)], [.. s.Kinds.Select(Id)],
            [.. s.Attributes.Select(Id), .. s.Countries.Select(Id), .. s.All ? [Id("any")] : ImmutableArray<string>.Empty], []);

        private Condition? Condition(Condition? c) => c is null ? null : c with
        {
            Tools = c.Tools is { } t ? Selector(t) : null,
            Attributes = c.Attributes.IsDefault ? default : [.. c.Attributes.Select(Id)],
        };
    }
}
