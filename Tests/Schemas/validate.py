"""Validates reports by the JSON Schemas that their formats publish.

    validate.py sarif|gitlab|FILE.json REPORT…
    validate.py cases FILE.json

Prints each fault with the report and the place in it; the exit status is 1 if there are any. Cases are
`{"schemas": {NAME: SCHEMA}, "cases": [[NAME, VALUE]]}`; prints 1 for each that its schema accepts and 0
for each that it refuses.
"""

import json
import pathlib
import sys

import jsonschema

FOLDER = pathlib.Path(__file__).parent
SEVERITIES = {"info", "minor", "major", "critical", "blocker"}


def validator(path):
    schema = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    return kind(schema, format_checker=jsonschema.FormatChecker())


def faults(validator, value):
    for error in validator.iter_errors(value):
        yield f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"


def gitlab(validator, report):
    """The faults of a report; the schema covers one entry, the documentation the list."""
    if not isinstance(report, list):
        yield "the report is not a list"
        return
    seen = set()
    for number, entry in enumerate(report):
        for fault in faults(validator, entry):
            yield f"{number}/{fault}"
        if not entry.get("check_name"):
            yield f"{number}: no check_name"
        if entry.get("severity") not in SEVERITIES:
            yield f"{number}: severity {entry.get('severity')}"
        place = entry.get("location", {})
        if not place.get("path") or place.get("lines", {}).get("begin", 0) < 1:
            yield f"{number}: no path or no line"
        if entry.get("fingerprint") in seen:
            yield f"{number}: the fingerprint is another entry's"
        seen.add(entry.get("fingerprint"))


def cases(path):
    given = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))
    kinds = {}
    for name, schema in given["schemas"].items():
        kind = jsonschema.validators.validator_for(schema)
        kind.check_schema(schema)
        kinds[name] = kind(schema)
    print("".join(str(int(kinds[name].is_valid(value))) for name, value in given["cases"]))


def main(kind, reports):
    if kind == "cases":
        return cases(*reports)
    schemas = {"sarif": "sarif-schema-2.1.0.json", "gitlab": "codeclimate.json"}
    check = validator(FOLDER / schemas[kind] if kind in schemas else kind)
    found = False
    for path in reports:
        report = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))
        for fault in (gitlab if kind == "gitlab" else faults)(check, report):
            print(f"{path}: {fault}")
            found = True
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
