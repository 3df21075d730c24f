#!/usr/bin/env bash
# Opens the desk on macOS by a double click in the Finder.
exec "$(dirname "${BASH_SOURCE[0]}")/start.sh" "$@"
