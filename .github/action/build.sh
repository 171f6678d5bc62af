#!/usr/bin/env bash
# Builds the program from the action's own sources into $ROLLCALL_FOLDER.
set -euo pipefail
cd "$(dirname "$0")/../.."

make release
mkdir -p "$ROLLCALL_FOLDER"
cp .build/release/rollcall "$ROLLCALL_FOLDER/rollcall"
