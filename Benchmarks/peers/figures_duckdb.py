"""Runs queries in DuckDB, one after the other, and prints their last rows as one object of JSON.

Usage: figures_duckdb.py FOLDER [COLUMN,… SCRIPT…]. The folder holds marks.csv, whose columns are named, and
the tables to join with; without scripts they are those of a register with all its tables.
"""

import json
import sys
from pathlib import Path

import duckdb


def main(folder: str, columns: str = "pupil,written,session,code", *scripts: str) -> None:
    connection = duckdb.connect()
    connection.execute("set variable folder = ?", [folder])
    connection.execute("set variable names = ?", [columns.split(",")])
    figures = {}
    for script in scripts or ("calendar.sql", "figures.sql"):
        result = connection.execute(Path(__file__).with_name(script).read_text(encoding="utf-8"))
        figures |= dict(zip((column[0] for column in result.description), result.fetchone() or ()))
    # A script that ends with a table says only how many rows that has.
    figures.pop("Count", None)
    print(json.dumps(figures))


main(*sys.argv[1:])
