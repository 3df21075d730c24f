#!/usr/bin/env bash
# Opens the desk, by a double click or from a terminal: sets up what is missing, then serves. For macOS and Linux.
cd "$(dirname "${BASH_SOURCE[0]}")" || exit
if ! ./run "${@:-serve}"; then
  echo
  echo "Something is missing or wrong: read above. Then close this window and try again."
  [ -t 0 ] && read -r -p "Press Enter to close."
  exit 1
fi
