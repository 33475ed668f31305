using System.Text;
using PolicyBot.Knowledge;

namespace PolicyBot.Tests.Knowledge;

/// <summary>The least that holds together; tests add a file or put one in place of another.</summary>
internal static class SmallKnowledge
{
    private static readonly Dictionary<string, string> Files = new(StringComparer.Ordinal)
    {
        ["tools/a.yaml"] = """
            tools:
              - id: deepseek
                name: DeepSeek
                vendor: DeepSeek
                country: CN
                kinds: [chat-assistant, open-weights]
                attributes: [china-jurisdiction]
                aliases: [deep seek]
                editions:
                  - {id: deepseek-app, name: DeepSeek app, hosting: vendor}
              - {id: chatgpt, name: ChatGPT, vendor: OpenAI, country: US, kinds: [chat-assistant]}
            """,
        ["facts/a.yaml"] = """
            sources:
              - {id: paper, title: A title, publisher: A paper, published: 2025-02}
            actors:
              - {id: kr-government, name: Government, kind: government, country: KR}
            facts:
              - {id: ban, actor: kr-government, action: banned, tools: [deepseek], status: in-force, statement: It banned it., sources: [paper]}
            """,
        ["policy/a.yaml"] = """
            data:
              - {id: public, level: 0, name: public}
              - {id: secret, level: 1, name: secret}
              - {id: code, name: code}
            devices: [{id: laptop, name: laptop, usual: true}]
            purposes: [{id: chat, name: chat, implied-by: [chat-assistant]}]
            groups: [{id: security, name: Security}]
            obligations: [{id: review, text: A person checks.}]
            rules:
              - {id: no-deepseek, effect: forbid, tools: {ids: [deepseek]}}
            """,
    };

    public static IReadOnlyList<KnowledgeDocument> With(params (string Path, string Text)[] changed)
    {
        var files = new Dictionary<string, string>(Files, StringComparer.Ordinal);
        foreach (var (path, text) in changed) files[path] = text;
        return [.. files.Select(f => new KnowledgeDocument(f.Key, Encoding.UTF8.GetBytes(f.Value)))];
    }

    public static IReadOnlyList<KnowledgeDocument> With(string path, byte[] content) =>
        [.. With().Where(d => d.Path != path), new(path, content)];

    public static string[] Problems(params (string Path, string Text)[] changed) =>
        [.. KnowledgeLoader.Load(With(changed)).Problems.Select(p => p.ToString())];
}
