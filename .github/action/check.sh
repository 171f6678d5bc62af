#!/usr/bin/env bash
# Checks $ROLLCALL_PATHS with the program in $ROLLCALL_FOLDER: annotations in the log, the whole report
# in the summary of the job, and the exit status of the check.
set -uo pipefail

summary=$(mktemp)
trap 'rm -f "$summary"' EXIT
arguments=(check --format github --format "markdown=$summary")

[ -z "${ROLLCALL_AS_OF:-}" ] || arguments+=(--as-of "$ROLLCALL_AS_OF")
[ -z "${ROLLCALL_FAIL_ON:-}" ] || arguments+=(--fail-on "$ROLLCALL_FAIL_ON")
[ -z "${ROLLCALL_BASELINE:-}" ] || arguments+=(--baseline "$ROLLCALL_BASELINE")
# The pages of the rules stand beside the action's own sources, in the version that is used.
[ -z "${ROLLCALL_REPOSITORY:-}" ] ||
  arguments+=(--rule-pages "$GITHUB_SERVER_URL/$ROLLCALL_REPOSITORY/blob/${ROLLCALL_REVISION:-main}/docs/rules")
while IFS= read -r format; do
  [ -z "$format" ] || arguments+=(--format "$format")
done <<<"${ROLLCALL_FORMATS:-}"
# What follows is a path, whatever it begins with.
arguments+=(--)
while IFS= read -r path; do
  [ -z "$path" ] || arguments+=("$path")
done <<<"$ROLLCALL_PATHS"

"$ROLLCALL_FOLDER/rollcall" "${arguments[@]}"
status=$?
if [ "$status" -gt 1 ]; then
  echo "::error title=Rollcall::The check could not be made; the log says why."
fi
[ -z "${GITHUB_STEP_SUMMARY:-}" ] || cat "$summary" >>"$GITHUB_STEP_SUMMARY"
exit "$status"
