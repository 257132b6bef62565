"""The tags of subjects in a table: those on any row are the subject's, and one that is nearly a known one is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from targets.condition import tag_of
from targets.errors import quoted
from targets.figures import split_items
from targets.notices import misspelt_tags

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["tagged"]

_WHOSE = ["subject", "period"]


def tagged(frame: pl.DataFrame, known: Sequence[str]) -> tuple[pl.DataFrame, list[dict[str, Any]]]:
    """Give every row of a subject and period all of its tags, and the first row of each tag that is hardly meant.

    `known` are the tags that conditions ask about. Such a row has the tag as `_tag`, and as `_why` what may be meant.
    """
    if "tags" not in frame.columns:
        return frame, []
    some = frame.filter(pl.col("tags").is_not_null())
    joined = some.group_by(_WHOSE).agg(pl.col("tags").unique().sort().str.join("; "))
    whole = frame.drop("tags").join(joined, on=_WHOSE, how="left", maintain_order="left").select(frame.columns)
    return whole, list(_odd(some, joined, known)) if known else []


def _odd(some: pl.DataFrame, joined: pl.DataFrame, known: Sequence[str]) -> Iterator[dict[str, Any]]:
    meant = {cell: misspelt_tags(_tags(cell), known) for cell in joined["tags"].unique()}
    wrong = joined.filter(pl.col("tags").is_in([cell for cell, found in meant.items() if found])).rename({"tags": "_all"})
    told: set[tuple[str, str, str]] = set()
    for row in some.join(wrong, on=_WHOSE, how="inner", maintain_order="left").iter_rows(named=True):
        for tag in _tags(row["tags"]):
            key, near = (row["subject"], row["period"], tag), meant[row["_all"]].get(tag)
            if near is not None and key not in told:
                told.add(key)
                yield {**row, "_tag": tag, "_why": f"no condition asks about the tag {quoted(tag)}; did you mean {quoted(near)}?"}


def _tags(cell: str) -> list[str]:
    return [tag_of(item) for item in split_items(cell)]
