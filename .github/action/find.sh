#!/usr/bin/env bash
# Prints, as outputs of a step, a name for what the action's sources build, and whether this machine's
# Swift can build them.
set -euo pipefail
cd "$(dirname "$0")/../.."

sources=$(find Package.swift Makefile Sources Policies/national -type f -print0 | sort -z |
  xargs -0 sha256sum | sha256sum | cut -c1-16)
echo "key=rollcall-$(uname -s)-$(uname -m)-$sources"

version=$(swift --version 2>/dev/null | sed -nE 's/.*Swift version ([0-9]+\.[0-9]+).*/\1/p' | head -1)
if [ -n "$version" ] && [ "$(printf '%s\n' 6.2 "$version" | sort -V | head -1)" = 6.2 ]; then
  echo "swift=true"
else
  echo "swift=false"
fi
