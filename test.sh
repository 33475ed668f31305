#!/usr/bin/env bash
# Installs what the tests need, builds with warnings as errors, runs every test. Ends with `N passed, N failed, N skipped`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1

say() { printf '\n== %s\n' "$*"; }
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
apt_install() { as_root env DEBIAN_FRONTEND=noninteractive sh -c 'apt-get update -qq && apt-get install -y -qq --no-install-recommends "$@"' apt "$@"; }

say 'What the tests need'
missing=()
command -v chromium >/dev/null || missing+=(chromium)
fc-list :lang=ko 2>/dev/null | grep -q . || missing+=(fontconfig fonts-noto-cjk)
command -v npm >/dev/null || missing+=(nodejs npm)
if [ ${#missing[@]} -gt 0 ]; then
  apt_install "${missing[@]}" >/dev/null || { echo 'apt failed once; trying again in 15 seconds' >&2; sleep 15; apt_install "${missing[@]}"; }
fi
CHROMIUM="$(command -v chromium)"
export CHROMIUM
# Installed again where the lock file is not the one that was installed from.
if ! cmp -s tests/peers/package-lock.json tests/peers/node_modules/.installed-from; then
  npm ci --prefix tests/peers --no-audit --no-fund --loglevel=error
  cp tests/peers/package-lock.json tests/peers/node_modules/.installed-from
fi

say 'Build, warnings as errors'
dotnet build PolicyBot.sln -c Release -v quiet -warnaserror -p:UseSharedCompilation=false

passed=0 failed=0 skipped=0
results="$(mktemp -d)"
trap 'rm -rf "$results"' EXIT

# A check that is no xunit test counts as one.
check() {
  say "$1"
  if "${@:2}"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED: $1"; fi
}

# Runs a test project's own executable and adds its counts. A run that wrote no counts counts as a failure.
run_tests() {
  say "$1"
  local xml="$results/$1.xml" code=0 total p f e s
  dotnet "tests/$1/bin/Release/net10.0/$1.dll" -noLogo -noColor -result-xml "$xml" || code=$?
  total="$(grep -om1 '<assembly [^>]*>' "$xml" || true)"
  count() { sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<<"$total"; }
  p="$(count passed)" f="$(count failed)" e="$(count errors)" s="$(count skipped)"
  passed=$((passed + ${p:-0})) failed=$((failed + ${f:-0} + ${e:-0})) skipped=$((skipped + ${s:-0}))
  if [ "$code" != 0 ] && [ "$((${f:-0} + ${e:-0}))" = 0 ] || [ -z "$p" ]; then
    failed=$((failed + 1))
    echo "FAILED: $1 ended with code $code and without telling of a failed test"
  fi
}

check 'The source is formatted' dotnet format PolicyBot.sln --no-restore --verify-no-changes --verbosity minimal
check 'The shipped knowledge passes its own check' dotnet src/PolicyBot/bin/Release/net10.0/PolicyBot.dll check knowledge
run_tests PolicyBot.Core.Tests
run_tests PolicyBot.Tests

say 'Result'
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
