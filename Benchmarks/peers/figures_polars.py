"""The same figures as figures.sql, as a lazy query on data frames; prints them as JSON.

Usage: figures_polars.py FOLDER, which holds marks.csv and the tables to join with.
"""

import json
import sys

import polars as pl


def pupils(folder: str) -> pl.LazyFrame:
    """When each pupil is on roll, and when of compulsory school age."""
    fifth = pl.col("date_of_birth").dt.offset_by("5y")
    sixteenth = pl.col("date_of_birth").dt.offset_by("16y")

    def in_year_of_fifth(month: int, day: int) -> pl.Expr:
        return pl.date(fifth.dt.year(), month, day)

    begins = (
        pl.when(fifth <= in_year_of_fifth(3, 31))
        .then(in_year_of_fifth(3, 31))
        .when(fifth <= in_year_of_fifth(8, 31))
        .then(in_year_of_fifth(8, 31))
        .otherwise(in_year_of_fifth(12, 31))
    )
    june = pl.date(sixteenth.dt.year() + (sixteenth.dt.month() >= 9).cast(pl.Int32), 6, 30)
    last_friday = june - pl.duration(days=(june.dt.weekday() + 2) % 7)
    dates = {name: pl.Date for name in ("date_of_birth", "joined", "left")}
    return (
        pl.scan_csv(f"{folder}/pupils.csv", schema_overrides=dates)
        .select(
            "pupil", "joined", "left", begins.alias("begins"), last_friday.alias("ends"),
        )
    )


def amended(folder: str, last_date: pl.Expr) -> pl.LazyFrame:
    """The code of the latest amendment of each amended session."""
    return (
        pl.scan_csv(f"{folder}/amendments.csv", schema_overrides={"date": pl.Date, "amended_on": pl.Date})
        .filter(pl.col("amended_on") <= last_date)
        .sort("amended_on", maintain_order=True)
        .group_by("pupil", "date", "session")
        .agg(pl.col("amended").last())
    )


def weeks(folder: str) -> pl.LazyFrame:
    """Sessions by pupil and school week, counted by their codes after amendments."""
    calendar = pl.read_csv(f"{folder}/calendar.csv", schema_overrides={"date": pl.Date, "week": pl.Int64})
    last_date = pl.lit(calendar["date"].max())
    names = ["pupil", "written", "session", "code"]
    of_age = pl.col("of_age")
    is_class = pl.when(of_age).then(pl.col("class"))
    return (
        pl.scan_csv(
            f"{folder}/marks.csv",
            infer_schema=False,
            with_column_names=lambda given: names + given[len(names) :],
        )
        .select(names)
        .join(calendar.lazy(), on=["written", "session"])
        .join(pupils(folder), on="pupil")
        .filter(
            (pl.col("joined").is_null() | (pl.col("date") >= pl.col("joined")))
            & (pl.col("left").is_null() | (pl.col("date") <= pl.col("left")))
        )
        .with_columns(
            (pl.col("begins").is_null() | pl.col("date").is_between("begins", "ends")).alias("of_age")
        )
        .join(amended(folder, last_date), on=["pupil", "date", "session"], how="left")
        .with_columns(pl.coalesce("amended", "code").alias("code"))
        .join(pl.scan_csv(f"{folder}/codes.csv"), on="code", how="left")
        .group_by("pupil", "week")
        .agg(
            is_class.is_in(["present", "educational_activity"]).sum().alias("attended"),
            (is_class == "authorised").sum().alias("authorised"),
            (is_class == "unauthorised").sum().alias("unauthorised"),
            ((is_class == "unauthorised") & pl.col("opens_week")).sum().alias("unauthorised_at_first"),
            (of_age & (pl.col("code") == "I")).sum().alias("illness"),
            (pl.col("code") == "L").sum().alias("late"),
            (pl.col("code") == "U").sum().alias("late_after_close"),
        )
        .with_columns(pl.exclude("pupil", "week").cast(pl.Int64))
    )


def figures(counts: pl.LazyFrame) -> pl.LazyFrame:
    """A row a pupil, with the largest rolling count and the number of times that it reached ten."""
    count = pl.col("count")
    counted = counts.sort("pupil", "week").with_columns(
        pl.col("unauthorised").rolling_sum_by("week", window_size="10i").over("pupil").alias("count")
    )
    crosses = (count >= 10) & (
        (count.shift(1).over("pupil").fill_null(0) < 10)
        | (count - pl.col("unauthorised") + pl.col("unauthorised_at_first") < 10)
    )
    sums = ["attended", "authorised", "unauthorised", "illness", "late", "late_after_close"]
    return (
        counted.with_columns(crosses.alias("crosses"))
        .group_by("pupil")
        .agg(
            *(pl.col(name).sum() for name in sums),
            count.max().alias("largest"),
            pl.col("crosses").sum().cast(pl.Int64).alias("crossings"),
        )
        .with_columns(
            (pl.col("attended") + pl.col("authorised") + pl.col("unauthorised")).alias("possible"),
            (pl.col("authorised") + pl.col("unauthorised")).alias("absent"),
        )
    )


def summary(rows: pl.LazyFrame) -> pl.LazyFrame:
    """The pupils added up."""
    possible, absent, largest = pl.col("possible"), pl.col("absent"), pl.col("largest")
    is_near = largest.is_between(8, 9)
    sums = ["possible", "attended", "authorised", "unauthorised", "late", "late_after_close"]
    return rows.select(
        pl.len().alias("pupils"),
        *(pl.col(name).sum() for name in sums),
        ((possible > 0) & (10 * absent >= possible)).sum().alias("persistently_absent"),
        ((possible > 0) & (2 * absent >= possible)).sum().alias("severely_absent"),
        pl.col("crossings").sum().alias("penalty_threshold_reached"),
        is_near.sum().alias("penalty_threshold_near"),
        largest.filter(is_near).max().fill_null(0).alias("penalty_threshold_nearest"),
        (pl.col("illness") >= 30).sum().alias("ill_for_15_days"),
    )


def main(folder: str) -> None:
    print(json.dumps(summary(figures(weeks(folder))).collect(engine="streaming").row(0, named=True)))


main(sys.argv[1])
