"""Generates a few schools, replays them on Spark in local mode, and compares with single runs of the binary.

Usage: check.py ROLLCALL FOLDER, the released binary and a folder for what is made. Exits with 1 where a
school and a clause differ.
"""

import csv
import shutil
import subprocess
import sys
from pathlib import Path

from pyspark.sql import Row, SparkSession
from pyspark.sql import functions as f

import replay_schools

POLICY = "Policies/schools/st-james.yaml"
#: Each school's name and how many pupils it has.
SCHOOLS = {"Ash": 60, "Beech": 90, "Cedar": 120, "Elm": 40, "Hazel": 75}


def generate(rollcall: Path, folder: Path) -> dict[str, Path]:
    """Fictional schools, each from a seed of its own, that do what is asked of them nine times in ten."""
    made = {}
    for seed, (school, pupils) in enumerate(SCHOOLS.items(), 1):
        made[school] = folder / "schools" / school
        command = [str(rollcall), "generate", "--policy", POLICY, "--output", str(made[school])]
        command += ["--pupils", str(pupils), "--seed", str(seed), "--practice", "90"]
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return made


def store(spark: SparkSession, schools: dict[str, Path], tables: Path) -> None:
    """Puts the schools' files into Parquet tables, as a trust's warehouse would hold them."""
    registers = [
        Row(school=school, register=(folder / "register.yaml").read_text(encoding="utf-8"))
        for school, folder in schools.items()
    ]
    spark.createDataFrame(registers).write.parquet(str(tables / "schools"))
    for name in sorted(path.stem for path in schools["Ash"].glob("*.csv") if path.stem != "planted"):
        rows = []
        for school, folder in schools.items():
            with open(folder / f"{name}.csv", newline="", encoding="utf-8") as file:
                rows += [{"school": school, **row} for row in csv.DictReader(file)]
        columns = ", ".join(f"`{column}` string" for column in rows[0])
        table = spark.createDataFrame(rows, columns)
        if name == "marks":  # A warehouse has dates, not text.
            table = table.withColumn("Date", f.to_date("Date", "dd/MM/yyyy"))
        table.write.parquet(str(tables / name))


def main(rollcall: Path, folder: Path) -> int:
    shutil.rmtree(folder, ignore_errors=True)
    schools = generate(rollcall, folder)
    builder = SparkSession.builder.master("local[2]").appName("rollcall check")
    for setting in ("spark.ui.enabled", "spark.ui.showConsoleProgress"):
        builder = builder.config(setting, "false")
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    store(spark, schools, folder / "tables")
    found = replay_schools.replay_all(spark, folder / "tables", rollcall, partitions=3)
    replay_schools.totals(found).where("raised > 0 or divergences > 0").show(100, truncate=False)
    on_spark = {tuple(row) for row in found.collect()}
    spark.stop()
    alone = set()
    for school, place in schools.items():
        alone.update(replay_schools.clauses(school, replay_schools.replay(str(rollcall), str(place))))
    for school, clause, *counts in sorted(on_spark ^ alone):
        print(f"different: {school}, {clause}: {counts}", file=sys.stderr)
    raised, differences = sum(row[2] for row in alone), sum(row[-1] for row in alone)
    print(
        f"{len(schools)} schools, {len(alone)} rows, {raised:,} obligations, {differences:,} divergences: "
        f"{'the same' if on_spark == alone else 'NOT the same'} on Spark and alone"
    )
    return 0 if on_spark == alone and differences > 0 else 1


sys.exit(main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()))
