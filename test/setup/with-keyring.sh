#!/usr/bin/env bash
# Runs a command inside a session bus of its own with an unlocked, empty key store (secret service).
# Nothing of the user's own session is touched: home for keys is a folder that is removed at the end.
set -euo pipefail

if [ "${TAWI_INSIDE_KEYRING:-}" != "1" ]; then
  keys="$(mktemp -d)"
  trap 'rm -rf "$keys"' EXIT
  TAWI_INSIDE_KEYRING=1 XDG_DATA_HOME="$keys" XDG_RUNTIME_DIR="$keys" dbus-run-session -- bash "$0" "$@"
  exit
fi

printf 'test' | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
"$@"
