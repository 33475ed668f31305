#!/usr/bin/env bash
# Builds the Teams app package from the manifest and settings.
#
#   APP_ID=<bot's app id> PUBLIC_HOST=policybot.example.com deployment/teams/package.sh [out.zip]
#
# Also read, where set: TEAMS_APP_ID (the app's own id, default APP_ID), DEVELOPER_NAME, PRIVACY_URL, TERMS_URL.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
exec python3 package.py "${1:-$PWD/policybot-teams.zip}"
