#!/usr/bin/env bash
# A walk-through against the local simulator: the commands that a real first day has, without a token of your own.
set -euo pipefail
command -v devsignal > /dev/null || { echo "devsignal is not on the path: . .venv/bin/activate" >&2; exit 1; }
home=$(mktemp -d)
trap 'kill "$simulator" 2>/dev/null || true; rm -rf "$home"' EXIT
export DEVSIGNAL_HOME=$home/data

devsignal simulate --posts 300 > "$home/x.json" &
simulator=$!
until [ -s "$home/x.json" ]; do kill -0 "$simulator"; sleep 0.1; done
field() { python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))[sys.argv[2]])' "$home/x.json" "$1"; }
DEVSIGNAL_TWITTER_URL=$(field x_url)
export DEVSIGNAL_TWITTER_URL

field token | devsignal twitter connect -k acme -k @acme -k acme.dev --own-account acme --token-stdin
devsignal twitter sync --first-window 6d
devsignal twitter keywords add globex --topic competitor
devsignal twitter sync
devsignal twitter status
devsignal stats --days 7
devsignal twitter recent -n 3 --type complaint --json
