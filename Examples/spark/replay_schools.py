"""Replays the registers of many schools with Rollcall, side by side on Apache Spark.

Usage: replay_schools.py TABLES RESULTS [--rollcall PATH] [--partitions N]

TABLES is a folder of Parquet tables, each with a column `school`: `schools`, whose column `register` holds
each school's register.yaml, and one for each file that it names, such as `marks` for marks.csv. RESULTS gets
two tables: `clauses`, a row a school and a clause, and `totals`, a row a clause.
"""

import argparse
import json
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from pyspark import SparkFiles
from pyspark.sql import DataFrame, Row, SparkSession
from pyspark.sql import functions as f

#: What becomes of a clause's obligations.
OUTCOMES = ["raised", "met", "late", "missed", "pending"]
#: The table that a school and a clause are a row of.
CLAUSES = "school string, clause string, " + ", ".join(f"{name} long" for name in [*OUTCOMES, "divergences"])
#: Cells as Rollcall reads them: the mark `\` is no escape, and what is not known is blank.
CELLS = {"escape": '"', "nullValue": "", "emptyValue": ""}


def lines(tables: Path, spark: SparkSession) -> DataFrame:
    """Every table's rows as lines of CSV: school, file, place (0 for the header) and text."""
    schools = spark.read.parquet(str(tables / "schools"))
    all_lines = schools.select("school", f.lit("register.yaml").alias("file"), f.lit(0).alias("place"), "register")
    for table in sorted(path for path in tables.iterdir() if path.name != "schools"):
        rows = spark.read.parquet(str(table))
        columns = [name for name in rows.columns if name != "school"]
        file = f.lit(f"{table.name}.csv").alias("file")
        text = f.to_csv(f.struct(*(f.col(name).cast("string").alias(name) for name in columns)), CELLS)
        all_lines = all_lines.unionAll(schools.select("school", file, f.lit(0), f.lit(",".join(columns))))
        all_lines = all_lines.unionAll(rows.select("school", file, f.lit(1), text))
    return all_lines.toDF("school", "file", "place", "text")


def replayed(rows: Iterable[Row]) -> Iterator[tuple]:
    """Replays the schools of a partition, whose lines come sorted; a row a school and a clause."""
    for school, of_school in groupby(rows, key=lambda row: row.school):
        with tempfile.TemporaryDirectory() as folder:
            for file, of_file in groupby(of_school, key=lambda row: row.file):
                with open(Path(folder, file), "w", encoding="utf-8") as written:
                    written.writelines(row.text + "\n" for row in of_file)
            yield from clauses(school, replay(SparkFiles.get("rollcall"), folder))


def replay(rollcall: str, folder: str) -> dict:
    """The report of one school's register; raises with what Rollcall says where it cannot be read."""
    command = [rollcall, "replay", "--register", folder, "--format", "json", "--fail-on", "never"]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    if told.returncode != 0:
        raise RuntimeError(f"rollcall could not replay {folder}:\n{told.stderr}")
    return json.loads(told.stdout)


def clauses(school: str, report: dict) -> Iterator[tuple]:
    """A report's clauses and rules about practice, with how often the record differed from each."""
    divergences = Counter(divergence["clause"] for divergence in report["divergences"])
    for clause in report["clauses"]:
        name = clause["clause"]
        yield (school, name, *(clause[outcome] for outcome in OUTCOMES), divergences.pop(name, 0))
    for name, count in sorted(divergences.items()):
        yield (school, name, *(0 for _ in OUTCOMES), count)


def replay_all(spark: SparkSession, tables: Path, rollcall: Path, partitions: int) -> DataFrame:
    """A table of a row a school and a clause. The order of a school's lines is that of their text, so that
    the result depends neither on the cluster nor on how the tables were written."""
    spark.sparkContext.addFile(str(rollcall))
    spark.sparkContext.addPyFile(str(Path(__file__).resolve()))
    sorted_lines = (
        lines(tables, spark)
        .repartition(partitions, "school")
        .sortWithinPartitions("school", "file", "place", "text")
    )
    return spark.createDataFrame(sorted_lines.rdd.mapPartitions(replayed), CLAUSES)


def totals(of_schools: DataFrame) -> DataFrame:
    """Each clause over all schools, with the share of what was due that was done in time."""
    sums = [f.sum(name).alias(name) for name in [*OUTCOMES, "divergences"]]
    judged = f.col("met") + f.col("late") + f.col("missed")
    return (
        of_schools.groupBy("clause")
        .agg(f.count_if(f.col("raised") > 0).alias("schools"), *sums)
        .withColumn("adherence", f.when(judged > 0, f.round(f.col("met") / judged, 4)))
        .orderBy("clause")
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="Replays many schools' registers on Spark.")
    parser.add_argument("tables", type=Path)
    parser.add_argument("results", type=Path)
    parser.add_argument("--rollcall", type=Path, default=Path(".build/release/rollcall"))
    parser.add_argument("--partitions", type=int, default=200, help="how many pieces the schools are cut into")
    options = parser.parse_args()
    spark = SparkSession.builder.appName("rollcall").getOrCreate()
    of_schools = replay_all(spark, options.tables, options.rollcall, options.partitions)
    of_schools.write.mode("overwrite").parquet(str(options.results / "clauses"))
    kept = spark.read.parquet(str(options.results / "clauses"))
    totals(kept).write.mode("overwrite").parquet(str(options.results / "totals"))
    totals(kept).show(100, truncate=False)
    spark.stop()


if __name__ == "__main__":
    main()
