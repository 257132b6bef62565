"""One Spark session in local mode for all tests, where there is a Java to run it."""

from __future__ import annotations

import shutil
import warnings
from functools import cache
from typing import Any

import pytest


@cache
def session() -> Any:
    """Start Spark, or skip the test that asks for it and say why."""
    sql = pytest.importorskip("pyspark.sql", reason="needs the extra targets[spark]")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java, and there is none on the path")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Spark's own start says things about sockets that nobody here can help
        builder = sql.SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
        spark = builder.config("spark.sql.shuffle.partitions", "1").config("spark.driver.host", "127.0.0.1").getOrCreate()
    spark.sparkContext.setLogLevel("OFF")
    return spark
