#!/usr/bin/env bash
# Streams generated questions through `ask --jsonl` and prints the process's resident memory after 10 %, 50 % and 100 % of the answers.
# Exits 1 where it grew by more than a fifth between 10 % and 100 %. tests/flat-memory.sh [LINES], a million unless told otherwise.
# Each line is a conversation of its own or one of 50 000, so that remembered conversations come and go as well.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
lines="${1:-1000000}"
bot=src/PolicyBot/bin/Release/net10.0/PolicyBot.dll
[ -e "$bot" ] || dotnet build src/PolicyBot -c Release -v quiet
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
mkfifo "$work/in" "$work/out"

generate() {
  awk -v lines="$lines" 'BEGIN {
    n = split("chatgpt|gemini|deepseek|Claude|copilot|딥시크|챗GPT|qwen|notion ai|grok", tool, "|")
    m = split("Can I use %s for customer data?|what about %s?|%s 써도 되나요?|who has restricted %s|why is %s not allowed?|is %s ok for source code on my phone|can I put project zebra notes %s", form, "|")
    for (i = 1; i <= lines; i++) {
      text = form[1 + i % m]; name = tool[1 + int(i / m) % n]; sub(/%s/, name " " (i % 3 ? "" : i), text)
      if (i % 2) printf "{\"id\":\"q%d\",\"question\":\"%s\",\"conversation\":\"c%d\"}\n", i, text, (i * 7919) % 50000
      else printf "{\"id\":\"q%d\",\"question\":\"%s\"}\n", i, text
    } }'
}

generate > "$work/in" &
dotnet "$bot" ask --jsonl --knowledge knowledge < "$work/in" > "$work/out" &
pid=$!
# The last look is 200 answers before the end, while the process is still there.
awk -v pid="$pid" -v lines="$lines" 'BEGIN { mark[int(lines / 10)] = 10; mark[int(lines / 2)] = 50; mark[lines - 200] = 100; file = "/proc/" pid "/status" }
  /"error":/ { errors++ }
  NR in mark { while ((getline row < file) > 0) if (row ~ /^VmRSS/) { split(row, f, " "); rss[mark[NR]] = f[2] / 1024 } close(file)
    printf "after %d %% (%d answers): %.0f MiB resident\n", mark[NR], NR, rss[mark[NR]]; fflush() }
  END { printf "%d answers, %d errors; 100 %% is %.2f times 10 %%\n", NR, errors, rss[100] / rss[10]
    exit NR != lines || errors > 0 || rss[100] > 1.2 * rss[10] }' < "$work/out"
