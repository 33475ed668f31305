using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Answers;

/// <summary>Which tools a rule's selector reaches, counted: all of them, those of each kind, and the countries that they are from. Not for
/// rules on all tools.</summary>
internal sealed class RuleReach
{
    private int _tools;
    private readonly Dictionary<string, int> _ofKind = new(StringComparer.Ordinal);
    private readonly HashSet<string> _countries = new(StringComparer.Ordinal);

    public static RuleReach Of(Rule rule, KnowledgeBase knowledge) => Index.Of(knowledge).Reach(rule);

    /// <summary>It reaches tools, and none from elsewhere.</summary>
    public bool IsOnlyFrom(ImmutableArray<string> countries) => _tools > 0 && _countries.All(c => countries.Contains(c));

    /// <summary>More than half of the tools that it reaches are of that kind.</summary>
    public bool IsMostly(string kind) => _ofKind.GetValueOrDefault(kind) * 2 > _tools;

    private void Add(Tool tool)
    {
        _tools++;
        _countries.Add(tool.Country);
        foreach (var kind in tool.Kinds.Distinct(StringComparer.Ordinal)) _ofKind[kind] = _ofKind.GetValueOrDefault(kind) + 1;
    }

    /// <summary>The tools of a knowledge base by everything that a selector
    /// can name, as <see cref="RuleMatches.Selects"/> compares it.</summary>
    private sealed class Index
    {
        private static readonly ConditionalWeakTable<KnowledgeBase, Index> Built = [];

        private readonly ILookup<string, Tool> _byId, _byVendor, _byKind, _byAttribute, _byCountry;
        private readonly ConcurrentDictionary<string, RuleReach> _reaches = new(StringComparer.Ordinal);

        private Index(ImmutableArray<Tool> tools)
        {
            ILookup<string, Tool> By(Func<Tool, IEnumerable<string>> keys) =>
                tools.SelectMany(t => keys(t).Select(k => (Key: k, Tool: t))).ToLookup(p => p.Key, p => p.Tool, StringComparer.Ordinal);
            _byId = By(t => t.Editions.Select(e => e.Id).Prepend(t.Id));
            _byVendor = By(t => [t.Vendor]);
            _byKind = By(t => t.Kinds);
            _byAttribute = By(t => t.Attributes.Concat(t.Editions.SelectMany(e => e.Attributes ?? [])));
            _byCountry = By(t => [t.Country]);
        }

        public static Index Of(KnowledgeBase knowledge) => Built.GetValue(knowledge, static k => new(k.Set.Tools));

        public RuleReach Reach(Rule rule) => _reaches.TryGetValue(rule.Id, out var known) ? known : _reaches[rule.Id] = Count(rule.Tools);

        private RuleReach Count(ToolSelector s)
        {
            var reached = new HashSet<Tool>(ReferenceEqualityComparer.Instance);
            void Add(ImmutableArray<string> values, ILookup<string, Tool> tools)
            {
                if (values.IsDefault) return;
                foreach (var value in values) reached.UnionWith(tools[value]);
            }
            Add(s.Ids, _byId);
            Add(s.Vendors, _byVendor);
            Add(s.Kinds, _byKind);
            Add(s.Attributes, _byAttribute);
            Add(s.Countries, _byCountry);
            var reach = new RuleReach();
            foreach (var tool in reached) reach.Add(tool);
            return reach;
        }
    }
}
