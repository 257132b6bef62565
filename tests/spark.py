"""A Spark session in local mode."""

from __future__ import annotations

import warnings
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@cache
def session() -> Any:
    """Start Spark, or skip the test that asks for it and say why."""
    sql = pytest.importorskip("pyspark.sql", reason="needs the extra targets[spark]")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Spark's own start says things about sockets that nobody here can help
        builder = sql.SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
        builder = builder.config("spark.sql.shuffle.partitions", "1").config("spark.driver.host", "127.0.0.1")
        # Plans are long and rows are few: compiling Java for them takes longer than anything else, whoever compiles.
        builder = builder.config("spark.driver.extraJavaOptions", "-XX:TieredStopAtLevel=1")
        spark = builder.config("spark.sql.codegen.wholeStage", "false").config("spark.sql.adaptive.enabled", "false").getOrCreate()
    spark.sparkContext.setLogLevel("OFF")
    return spark


def quick(folder: Path) -> dict[str, str]:
    """Set a Spark of its own up for few rows: what the environment of a command says."""
    (folder / "conf").mkdir(parents=True)
    lines = {
        "spark.ui.enabled": "false", "spark.driver.host": "127.0.0.1", "spark.sql.codegen.wholeStage": "false",
        "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1",
    }  # fmt: skip
    (folder / "conf" / "spark-defaults.conf").write_text("\n".join(map(" ".join, lines.items())), encoding="utf-8")
    return {"SPARK_CONF_DIR": str(folder / "conf")}
