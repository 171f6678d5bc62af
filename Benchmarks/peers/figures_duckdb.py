"""Runs figures.sql in DuckDB and prints its last row as JSON.

Usage: figures_duckdb.py FOLDER, which holds marks.csv and the tables to join with.
"""

import json
import sys
from pathlib import Path

import duckdb


def main(folder: str) -> None:
    connection = duckdb.connect()
    connection.execute("set variable folder = ?", [folder])
    result = connection.execute(Path(__file__).with_name("figures.sql").read_text(encoding="utf-8"))
    names = [column[0] for column in result.description]
    print(json.dumps(dict(zip(names, result.fetchone()))))


main(sys.argv[1])
