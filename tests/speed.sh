#!/usr/bin/env bash
# One run that measures both sides on this machine: a warm question against node-nlp classifying the same questions, and a cold `ask`
# against an empty .NET console program, alternating, the median of 11. Exits 1 where a ratio is above its limit.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
set_file=tests/eval/dev.yaml
[ -d tests/peers/node_modules/node-nlp ] || npm ci --prefix tests/peers --no-audit --no-fund --loglevel=error
dotnet build tests/PolicyBot.Benchmarks -c Release -v quiet
bench=tests/PolicyBot.Benchmarks/bin/Release/net10.0/PolicyBot.Benchmarks.dll
bot=src/PolicyBot/bin/Release/net10.0/PolicyBot.dll
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

echo '== Warm: microseconds a question, alternating, the median of 3 processes each'
dotnet "$bench" lines "$set_file" > "$work/questions.jsonl"
for _ in 1 2 3; do
  dotnet "$bench" warm "$set_file" >> "$work/warm.bot"
  node tests/peers/classify.mjs "$work/questions.jsonl" >> "$work/warm.peer"
done

echo '== Cold: milliseconds a process'
# No package of the repository's, and none of its settings: an empty program as `dotnet new console` makes it.
dotnet new console -o "$work/empty" -n empty --framework net10.0 > "$work/new.log"
dotnet build "$work/empty" -c Release -v quiet
now() { date +%s%N; }
for i in $(seq 0 11); do
  for side in empty bot; do
    start="$(now)"
    if [ $side = empty ]; then dotnet "$work/empty/bin/Release/net10.0/empty.dll" > "$work/out"
    else dotnet "$bot" ask --knowledge knowledge 'Can I use DeepSeek for customer data?' > "$work/out"; fi
    [ "$i" = 0 ] || echo $((($(now) - start) / 1000)) >> "$work/cold.$side"   # the first pair fills the disk cache
  done
done

median() { sort -n "$1" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
compare() { # what, ours, theirs, whose, unit, limit
  awk -v what="$1" -v a="$2" -v b="$3" -v whose="$4" -v unit="$5" -v limit="$6" 'BEGIN {
    printf "%s: %.1f %s, %s %.1f %s: %.2f times (at most %s) %s\n", what, a, unit, whose, b, unit, a / b, limit, a <= limit * b ? "met" : "NOT MET"
    exit a > limit * b }'
}
code=0
compare 'warm question' "$(median "$work/warm.bot")" "$(median "$work/warm.peer")" node-nlp us 1 || code=1
compare 'cold ask' "$(median "$work/cold.bot" | awk '{ print $1 / 1000 }')" "$(median "$work/cold.empty" | awk '{ print $1 / 1000 }')" 'empty program' ms 4 || code=1
exit $code
