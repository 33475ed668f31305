using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Questions;

/// <summary>Finds the kinds of actors ("universities") and of tools ("coding assistants") that a text speaks of.</summary>
internal static class KindReader
{
    public static (ImmutableArray<ActorKind> Actors, ImmutableArray<string> Tools) Of(NormalizedText text, Lexicon lexicon)
    {
        var actors = ImmutableArray.CreateBuilder<ActorKind>();
        var tools = ImmutableArray.CreateBuilder<string>();
        foreach (var language in lexicon.Phrases)
        {
            if (!language.Spaced && !text.HasHangul) continue;
            var kinds = language.Kinds;
            var view = language.Spaced ? new TextView(text, [], spaced: true) : null;
            var matches = kinds.Phrases.In(view?.Text ?? text.Letters);
            foreach (var (owner, start, end) in matches)
                if (IsStateOwned(owner, start, end)) continue;
                else if (!language.Spaced && Straddles(start, end)) continue;
                else if (owner >= kinds.Actors.Length) Add(tools, kinds.Tools[owner - kinds.Actors.Length]);
                else if (!IsOwn(view, start)) Add(actors, kinds.Actors[owner]);

            // "state-owned companies" are none of the others.
            bool IsStateOwned(int owner, int start, int end) => Is(owner, ActorKind.Company)
                && matches.Exists(m => Is(m.Owner, ActorKind.StateOwnedCompany) && m.Start <= start && end <= m.End);

            bool Is(int owner, ActorKind kind) => owner < kinds.Actors.Length && kinds.Actors[owner] == kind;
        }
        return (actors.ToImmutable(), tools.ToImmutable());

        // "단말기 관련" does not hold 기관, "학교폭력" no 학교.
        bool Straddles(int start, int end) => Array.Exists(text.Words, w => w.Start < start && start < w.End && w.End < end
            || w.Start <= start && end < w.End && !EndsThere(text.Letters.AsSpan(end, w.End - end)));

        bool EndsThere(ReadOnlySpan<char> rest) => lexicon.Particles.Contains(rest) || lexicon.Words("after-a-kind").Begins(rest);

        // "this university", "우리 학교": the asker's own, no kind of others.
        bool IsOwn(TextView? view, int start)
        {
            if (view is null) return lexicon.Words("own-before").Contains(Before(start));
            var word = view.WordAt(start);
            return word > 0 && !text.Words[word].NewSentence && lexicon.Words("own-before").Contains(text.Spelling(word - 1));
        }

        // What stands before it in its word, or the word before: "일본 기업" has no 본.
        ReadOnlySpan<char> Before(int start)
        {
            var at = Array.FindLastIndex(text.Words, w => w.Start < start);
            return at < 0 ? [] : text.Letters.AsSpan(text.Words[at].Start, Math.Min(start, text.Words[at].End) - text.Words[at].Start);
        }

        static void Add<T>(ImmutableArray<T>.Builder found, T kind)
        {
            if (!found.Contains(kind)) found.Add(kind);
        }
    }
}
