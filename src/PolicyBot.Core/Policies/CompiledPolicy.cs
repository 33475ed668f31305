using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Policies;

/// <summary>A tool or an edition as rules see it, and the rules that may apply to it.</summary>
internal sealed record CompiledTool(Subject Subject, ToolProfile Profile);

/// <summary>What a knowledge base's rules come to for each tool, worked out when first asked and kept as long as the base. Thread-safe;
/// holds nothing that changes an answer.</summary>
internal sealed class CompiledPolicy
{
    private static readonly ConditionalWeakTable<KnowledgeBase, CompiledPolicy> Compiled = [];

    private readonly KnowledgeBase knowledge;
    private readonly Dictionary<string, List<int>> rulesBySelector = new(StringComparer.Ordinal);
    private readonly List<int> rulesForAll = [];
    private readonly Dictionary<string, int> ruleOrder = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> obligationOrder = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, CompiledTool> subjects = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ToolProfile> profiles = new(StringComparer.Ordinal);
    private readonly Lazy<ILookup<string, Tool>> toolsByFirstKind;
    private readonly Lazy<ToolClasses> toolClasses;

    private CompiledPolicy(KnowledgeBase knowledge)
    {
        this.knowledge = knowledge;
        toolClasses = new(() => new(knowledge, this));
        toolsByFirstKind = new(() =>
            knowledge.Set.Tools.Where(t => !t.Kinds.IsDefaultOrEmpty).ToLookup(t => t.Kinds[0], StringComparer.Ordinal));
        for (var i = 0; i < knowledge.Set.Rules.Length; i++) Index(i, knowledge.Set.Rules[i]);
        for (var i = 0; i < knowledge.Set.Obligations.Length; i++) obligationOrder[knowledge.Set.Obligations[i].Id] = i;
    }

    public Remembered<ImmutableArray<string>> Alternatives { get; } = new(4096);
    public Remembered<Decision> Decisions { get; } = new(2048);
    public Remembered<SharedOutcomes> Outcomes { get; } = new(256);
    public ToolClasses ToolClasses => toolClasses.Value;

    public static CompiledPolicy Of(KnowledgeBase knowledge) => Compiled.GetValue(knowledge, static k => new(k));

    /// <exception cref="ArgumentException">No tool or edition has that id.</exception>
    public CompiledTool For(string toolOrEdition) =>
        subjects.TryGetValue(toolOrEdition, out var known) ? known : subjects.GetOrAdd(toolOrEdition, Compile(toolOrEdition));

    /// <summary>The tools whose first kind it is, in file order.</summary>
    public IEnumerable<Tool> ToolsOfKind(string kind) => toolsByFirstKind.Value[kind];

    /// <summary>Without repetition, in the order of the files.</summary>
    public ImmutableArray<string> InRuleOrder(IEnumerable<string> rules) =>
        [.. rules.Distinct(StringComparer.Ordinal).OrderBy(r => ruleOrder[r])];

    /// <summary>Without repetition, in the order of declaration; undeclared ones last.</summary>
    public ImmutableArray<string> InObligationOrder(IEnumerable<string> obligations) =>
        [.. obligations.Distinct(StringComparer.Ordinal).OrderBy(o => obligationOrder.GetValueOrDefault(o, int.MaxValue))];

    private CompiledTool Compile(string toolOrEdition)
    {
        var subject = Subject.Of(toolOrEdition, knowledge);
        var rules = ToolProfile.RulesFor(subject, Candidates(subject), knowledge);
        var signature = string.Join(';', rules.Select(r => string.Create(
            CultureInfo.InvariantCulture, $"{r.Index},{(int)r.Selected},{(int)r.Excused},{(r.ById ? 1 : 0)}")));
        return new(subject, profiles.GetOrAdd(signature, _ => new(rules)));
    }

    /// <summary>Ascending.</summary>
    private List<int> Candidates(Subject subject)
    {
        var found = new bool[knowledge.Set.Rules.Length];
        foreach (var index in rulesForAll) found[index] = true;
        Add('i', subject.Id);
        Add('i', subject.Tool);
        Add('v', subject.Vendor);
        Add('c', subject.Country);
        foreach (var kind in subject.Kinds) Add('k', kind);
        foreach (var attribute in subject.Attributes) Add('a', attribute);
        var candidates = new List<int>();
        for (var index = 0; index < found.Length; index++)
            if (found[index]) candidates.Add(index);
        return candidates;

        void Add(char key, string value)
        {
            if (rulesBySelector.TryGetValue($"{key}{value}", out var rules))
                foreach (var index in rules) found[index] = true;
        }
    }

    private void Index(int index, Rule rule)
    {
        ruleOrder[rule.Id] = index;
        if (rule.Tools.All || !Conditions.IsSound(rule.Tools, knowledge))
        {
            rulesForAll.Add(index);
            return;
        }
        void Add(char key, ImmutableArray<string> values)
        {
            if (values.IsDefault) return;
            foreach (var value in values)
            {
                if (!rulesBySelector.TryGetValue($"{key}{value}", out var rules)) rulesBySelector[$"{key}{value}"] = rules = [];
                rules.Add(index);
            }
        }
        Add('i', rule.Tools.Ids);
        Add('v', rule.Tools.Vendors);
        Add('c', rule.Tools.Countries);
        Add('k', rule.Tools.Kinds);
        Add('a', rule.Tools.Attributes);
    }
}
