"""Runs figures.sql in DuckDB and prints its last row as JSON.

Usage: figures_duckdb.py FOLDER MARKS, a folder of tables and a CSV of marks, or a pattern that stands for
several.
"""

import json
import sys
from pathlib import Path

import duckdb


def main(folder: str, marks: str) -> None:
    connection = duckdb.connect()
    connection.execute("set variable folder = ?", [folder])
    connection.execute("set variable marks = ?", [marks])
    result = connection.execute(Path(__file__).with_name("figures.sql").read_text(encoding="utf-8"))
    names = [column[0] for column in result.description]
    print(json.dumps(dict(zip(names, result.fetchone()))))


main(*sys.argv[1:3])
