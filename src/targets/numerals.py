"""Numbers as people write them, read exactly and never guessed.

Two ways of writing: `vi` (1.234,5) and `en` (1,234.5). Without either, only what both read alike is a number.
Groups of three may also be parted by a space or a no-break space; the minus may be a hyphen or U+2212.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Context, Decimal, InvalidOperation
from typing import ClassVar, Literal, NamedTuple

from targets.codes import Code

__all__ = [
    "NotANumber", "NotFinite", "Number", "Numeral", "Style", "from_python", "normal", "read_number", "says_thousands", "take_number",
    "take_numbers",
]  # fmt: skip

Style = Literal["vi", "en"]
Numeral = str | float | Decimal
"""A number as it was given: text in some style, or a number of a program or of JSON, which has none."""

MOST_DIGITS = 100
_MOST_BITS, _repr = 1000, float.__repr__  # numpy's floats have a `repr` of their own
_PLAIN = re.compile(r"-?[0-9]{1,40}(?:\.([0-9]{1,40}))?", re.ASCII)
_WHOLE = Context(prec=4 * MOST_DIGITS)
_SEPARATORS: dict[Style, tuple[str, str]] = {"vi": (".", ","), "en": (",", ".")}
# An explicit table instead of NFKC, which would read 10² as 102.
_CHARACTERS = str.maketrans({
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2007": " ", "\t": " ", "\n": " ",
    "\u2212": "-", "\uff05": "%", "\u00f0": "đ", "\u00d0": "Đ",
})  # fmt: skip
_CHUNK = re.compile(r"[+-]? ?\d+(?:[.,]\d+| \d{3}(?!\d))*", re.ASCII)
_WORDS = {
    "nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9,
    "thousand": 10**3, "million": 10**6, "billion": 10**9,
}  # fmt: skip
_WORD = re.compile(r" ?(\w+)")
_MOST_POWER = 10**30
_NOT_FINITE = re.compile(r"[+-]? ?(?:nan|inf|infinity|∞|\.nan|\.inf)", re.IGNORECASE)


class Number(NamedTuple):
    """An exact number: numerator over denominator (a power of ten), and the decimals it was printed with."""

    numerator: int
    denominator: int
    decimals: int


class NotANumber(ValueError):
    """A text that cannot be read as a number; `help` says how it could have been meant."""

    code: ClassVar[Code] = Code.BAD_NUMBER

    def __init__(self, message: str, help: str | None = None) -> None:
        """Take the message and the way out."""
        super().__init__(message)
        self.help = help


class NotFinite(NotANumber):
    """NaN or an infinity: a number to a machine, no figure to anyone."""


def normal(text: str) -> str:
    """Give the text in composed characters, one kind of space, minus and đ, single spaces, no space at the ends."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_CHARACTERS).split())


def read_number(text: Numeral, style: Style | None = None) -> Number:
    """Read one number and nothing else; a number of a program or of JSON is that number in every style.

    Raises NotANumber for anything a reader of the declared style could doubt.

    >>> read_number("17.384.571.763", "vi")
    Number(numerator=17384571763, denominator=1, decimals=0)
    >>> read_number("−0,5", "vi")
    Number(numerator=-5, denominator=10, decimals=1)
    >>> read_number("12.34", "vi")
    Traceback (most recent call last):
    targets.numerals.NotANumber: `12.34` is not a number as `numbers: vi` writes it
    """
    if not isinstance(text, str):
        return from_python(text)
    plain = normal(text)
    if _NOT_FINITE.fullmatch(plain):
        message = f"`{plain}` is not a finite number"
        raise NotFinite(message, "leave the figure out if it is not known")
    if not _CHUNK.fullmatch(plain):
        message = f"`{plain[:60]}` is not a number"
        raise NotANumber(message)
    sign, digits = (-1, plain[1:].lstrip()) if plain[0] == "-" else (1, plain.lstrip("+ "))
    if len(digits) > MOST_DIGITS:
        message = f"a number of more than {MOST_DIGITS} characters"
        raise NotANumber(message, "round it, or use a larger unit")
    whole, decimal = _split(digits, style, plain)
    return Number(sign * int(whole + decimal), 10 ** len(decimal), len(decimal))


def _split(digits: str, style: Style | None, plain: str) -> tuple[str, str]:
    """Part whole digits from decimal digits, or say why that would be a guess."""
    if digits.isdecimal():
        return digits, ""
    if style is None:
        for one in _SEPARATORS:
            if _reading(digits, one) and (_reading(digits, one) == _reading(digits, _other(one))):
                return _reading(digits, one) or ("", "")
        said = [
            f"`numbers: {one}` (or `--numbers {one}`) reads it as {_show(_reading(digits, one))}"
            for one in _SEPARATORS
            if _reading(digits, one)
        ]
        message = f"`{plain}` can be read in two ways" if len(said) > 1 else f"it is not said how numbers are written: `{plain}`"
        raise NotANumber(message, "; ".join(said) or "write the number without separators")
    if found := _reading(digits, style):
        return found
    message = f"`{plain}` is not a number as `numbers: {style}` writes it"
    raise NotANumber(message, _both_readings(digits, style))


def _reading(digits: str, style: Style) -> tuple[str, str] | None:
    group, point = _SEPARATORS[style]
    for separator in (group, " "):
        # A first group that begins with 0 is no group: 0.950 is a decimal in the other style far more often than 950.
        pattern = rf"(\d+|[1-9]\d{{0,2}}(?:{re.escape(separator)}\d{{3}})+)(?:{re.escape(point)}(\d+))?"
        if match := re.fullmatch(pattern, digits):
            return match[1].replace(separator, ""), match[2] or ""
    return None


def _both_readings(digits: str, style: Style) -> str:
    group, point = _SEPARATORS[style]
    bare = re.sub(r"\D", "", digits)
    grouped = f"{int(bare):,}".replace(",", group)
    other = _reading(digits, _other(style))
    decimal = f"`{other[0]}{point}{other[1]}` (a decimal {_NAMES[point]}) or " if other and other[1] else ""
    return f"did you mean {decimal}`{grouped}` (groups of three)?"


_NAMES = {",": "comma", ".": "point"}


def _other(style: Style) -> Style:
    return "en" if style == "vi" else "vi"


def _show(parts: tuple[str, str] | None) -> str:
    whole, decimal = parts or ("", "")
    return whole + (f".{decimal}" if decimal else "")


def take_numbers(text: str, style: Style | None) -> tuple[Number, str]:
    """Read a number with its words for thousands, and give what stands behind it (the unit) too.

    `text` is `normal`. A sign in front is the sign of all parts.

    >>> take_numbers("5 tỷ 137 triệu đồng", "vi")
    (Number(numerator=5137000000, denominator=1, decimals=-6), 'đồng')
    >>> take_numbers("-5 tỷ 137 triệu đồng", "vi")[0].numerator
    -5137000000
    """
    sign, unsigned = (-1, text[1:].lstrip()) if text[:1] == "-" else (1, text)
    total, rest = _take_one(unsigned, style)
    last = total
    while rest and _CHUNK.match(rest):
        following, after = _take_one(rest, style)
        continues = last.denominator == 1 and 0 <= following.numerator < 10**-last.decimals * following.denominator
        if last.decimals > -3 or not continues or (following.decimals >= 0 and not after):
            message = f"`{text[:60]}` reads as several numbers"
            raise NotANumber(message, "write one number and its unit, as in `5 tỷ 137 triệu đồng`")
        denominator = max(total.denominator, following.denominator)
        numerator = sum(n.numerator * (denominator // n.denominator) for n in (total, following))
        total, last, rest = Number(numerator, denominator, following.decimals), following, after
    return total._replace(numerator=sign * total.numerator), rest


def says_thousands(text: str) -> bool:
    """Whether a word for thousands stands in it.

    >>> says_thousands("5 Tỷ 137 triệu đồng"), says_thousands("5 đồng")
    (True, False)
    """
    return any(word in _WORDS for word in re.findall(r"[^\W\d_]+", normal(text).casefold()))


def take_number(text: str, style: Style | None) -> tuple[Number, str]:
    """Read one number, and give everything behind it: words for thousands belong to the unit here.

    >>> take_number("7,6 tỷ đồng", "vi")
    (Number(numerator=76, denominator=10, decimals=1), 'tỷ đồng')
    """
    if not (chunk := _CHUNK.match(text)):
        if match := _NOT_FINITE.match(text):
            return read_number(match[0], style), ""
        message = f"`{text[:60]}` does not begin with a number"
        raise NotANumber(message)
    return read_number(chunk[0], style), text[chunk.end() :].strip()


def _take_one(text: str, style: Style | None) -> tuple[Number, str]:
    (number, rest), power = take_number(text, style), 1
    while (word := _WORD.match(rest)) and (times := _WORDS.get(word[1].casefold())):
        power, rest = power * times, rest[word.end() :]
        if power > _MOST_POWER:
            message = f"`{text[:60]}` holds more words for thousands than any number has"
            raise NotANumber(message, "write one number and its unit, as in `5 tỷ 137 triệu đồng`")
    scaled = number.numerator * power
    return Number(scaled, number.denominator, number.decimals - len(str(power)) + 1), rest.strip()


def from_python(value: float | Decimal) -> Number:
    """Take a number of a program or of JSON: a float is read as its shortest decimal.

    >>> from_python(0.1)
    Number(numerator=1, denominator=10, decimals=1)
    """
    text = "" if isinstance(value, int) and value.bit_length() > _MOST_BITS else _repr(value) if isinstance(value, float) else str(value)
    if plain := _PLAIN.fullmatch(text):  # nearly all are: reading digits takes a third of the time of a decimal
        decimals = len(plain[1] or "")
        return Number(int(text.replace(".", "", 1)), 10**decimals, decimals)
    try:
        decimal = Decimal(text) if isinstance(value, float) else Decimal(value)
    except InvalidOperation as error:
        raise NotANumber(str(error)) from error
    if not decimal.is_finite():
        message = f"`{value}` is not a finite number"
        raise NotFinite(message, "leave the figure out if it is not known")
    negative, digits, exponent = decimal.as_tuple()
    if not isinstance(exponent, int) or abs(exponent) + len(digits) > 4 * MOST_DIGITS:
        message = "a number of more than 400 digits"
        raise NotANumber(message, "round it, or use a larger unit")
    # Arithmetic on decimals rounds to the digits of its context; the digits themselves do not.
    if exponent <= 0:
        return Number(int(_WHOLE.scaleb(decimal, -exponent)), 10**-exponent, -exponent)
    numerator = int("".join(map(str, digits))) * 10**exponent
    return Number(-numerator if negative else numerator, 1, 0)
