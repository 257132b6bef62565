"""A workbook is looked at as a zip before anything reads it: sizes, ratios, macros, entities."""

from __future__ import annotations

import re
from io import BytesIO
from typing import NoReturn
from zipfile import BadZipFile, ZipFile, ZipInfo

from targets.errors import Place, Problem, TargetsError
from targets.reading.files import OLD_WORKBOOK

__all__ = ["opened"]

MOST_MEMBERS, MOST_BYTES, MOST_RATIO, SMALL = 2000, 64 * 2**20, 200, 2**20
_ENCRYPTED = 0x1
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")


def opened(data: bytes, file: str) -> tuple[ZipFile, bool]:
    """Open the zip of a workbook, and say whether a sheet of it holds formulas. Raises TargetsError.

    What a member unpacks to is never more than its declared size, for zipfile stops there; so declared sizes are limits.
    """
    if data.startswith(OLD_WORKBOOK):
        _refuse(file, "an encrypted workbook, or one of Excel 2003", "save it as `.xlsx`, without a password to open it")
    try:
        archive = ZipFile(BytesIO(data))
        members = archive.infolist()
        _refuse_bombs(members, file)
        if "[Content_Types].xml" not in archive.namelist():
            _refuse(file, "not an Excel workbook", "save it as `.xlsx` (in LibreOffice: `Excel 2007-365`)")
        if any(member.filename.lower().endswith("vbaproject.bin") for member in members):
            _refuse(file, "the workbook holds macros", "save it as `.xlsx`, which has none")
        return archive, _looked_through(archive, file)
    except (BadZipFile, NotImplementedError, OSError, EOFError, ValueError) as error:
        raise TargetsError(Problem("not readable as a workbook: a broken zip", Place(file), "save it again as `.xlsx`")) from error


def _refuse(file: str, message: str, help: str) -> NoReturn:
    raise TargetsError(Problem(message, Place(file), help))


def _refuse_bombs(members: list[ZipInfo], file: str) -> None:
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_BYTES:
        _refuse(
            file, f"unpacks to more than {MOST_BYTES // 2**20} MiB", "keep the form alone in the workbook, without pictures and empty rows"
        )
    if any(member.flag_bits & _ENCRYPTED for member in members):
        _refuse(file, "an encrypted workbook", "save it without a password to open it")
    for member in members:
        if member.file_size > SMALL and member.file_size > MOST_RATIO * member.compress_size:
            _refuse(file, f"a part of it unpacks to more than {MOST_RATIO} times its size", "delete the empty rows below the form")


def _looked_through(archive: ZipFile, file: str) -> bool:
    """Refuse declarations of entities, which no spreadsheet writes, and find formulas."""
    formulas = False
    for member in archive.infolist():
        if member.filename.lower().endswith((".xml", ".rels", ".vml")):
            text = archive.read(member)
            if b"<!DOCTYPE" in text or b"<!ENTITY" in text or text.startswith((b"\xff\xfe", b"\xfe\xff")):
                _refuse(file, "not an Excel workbook: its XML declares entities, or is not UTF-8", "save it again as `.xlsx`")
            formulas = formulas or (member.filename.startswith("xl/worksheets/") and _FORMULA.search(text) is not None)
    return formulas
