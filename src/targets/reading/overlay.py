"""Rules that extend other rules: the base's document with some of its targets changed and others added.

Every node keeps the place where it was written, so that a fault, and `targets show`, name the file that said it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from targets.codes import Code
from targets.compare import Relation, compare
from targets.errors import Place, Problem, did_you_mean, quoted
from targets.reading.faults import validated
from targets.reading.overlay_documents import OverlayDocument
from targets.reading.shapes import BOUNDS, COMPANIONS
from targets.reading.tree import Map, Seq, key_place, place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from targets.ruleset import Ruleset

__all__ = ["merged", "refuse_loosening", "with_reasons"]

_LOOSENS = "loosens"
_JUDGED = ("indicator", "indicators", "measure")
_OWN = ("ruleset", "title", "period", "source", "near", "override")
_ADDED = ("units", "scales", "indicators")


def merged(base: Any, over: Any, problems: list[Problem], file: str | None) -> Map | None:
    """Give the document that an overlay makes of its base; None, and the faults in `problems`, where it makes none.

    A change replaces fields of one target: null takes a field away, another bound takes the place of the old one with
    all that stood beside it. Sources and the leave to override stay those of the document that wrote the target.
    """
    before = len(problems)
    if validated(OverlayDocument, over, problems, file) is None:
        return None
    found = _map(over)
    for key in _OWN:
        _put(found, key, over if key in over else base)
    if over.get("numbers", base.get("numbers", "en")) != base.get("numbers", "en"):
        problems.append(
            Problem(
                "`numbers` differs from the base's",
                place(over, "numbers"),
                "an overlay writes numbers as its base does",
                Code.KEYS_DISAGREE,
            )
        )
    _put(found, "numbers", base)
    _put_value(found, "sections", _joined(base.get("sections"), over.get("sections")))
    _put_value(found, "ignore", _joined(base.get("ignore"), over.get("ignore")))
    for key in _ADDED:
        twice = [name for name in over.get(key) or {} if name in (base.get(key) or {})]
        for name in twice:
            message = f"{quoted(key)}: {quoted(name)} is the base's own"
            problems.append(
                Problem(message, key_place(over[key], name), "an overlay adds, it does not redefine: choose another name", Code.GIVEN_TWICE)
            )
        _put_value(found, key, _joined(base.get(key), over.get(key)))
    _put_value(found, "targets", _targets(base, over, problems))
    return found if len(problems) == before else None


def _targets(base: Any, over: Any, problems: list[Problem]) -> Seq:
    changes = over.get("change") or {}
    ids = [target.get("id") for target in base["targets"]]
    for name in (name for name in changes if name not in ids):
        help_ = did_you_mean(name, map(str, ids), "new targets stand under `targets:`")
        problems.append(Problem(f"`change`: the base has no target {quoted(name)}", key_place(changes, name), help_, Code.UNKNOWN_TARGET))
    listed: list[tuple[Any, Place | None]] = []
    for number, target in enumerate(base["targets"]):
        own, change = _with_defaults(target, base), changes.get(target.get("id"))
        listed.append((own if change is None else _changed(own, change), place(base["targets"], number)))
    listed += [(target, place(over["targets"], number)) for number, target in enumerate(over.get("targets") or ())]
    found = Seq(node for node, _ in listed)
    found.file, found.mark, found.values_at = getattr(over, "file", ""), None, [where for _, where in listed]
    return found


def _with_defaults(target: Any, base: Any) -> Map:
    """Write out what a target takes from its own document, before another document's takes that place."""
    found = _map(target)
    for key in target:
        _put(found, key, target)
    if base.get("source") is not None:
        _put_value(found, "source", _joined(base["source"], target.get("source")), place(target, "source") or place(base, "source"))
    if "override" in base and "override" not in target:
        _put(found, "override", base)
    return found


def _changed(target: Map, change: Any) -> Map:
    found = _map(target)
    dropped = {key for key, value in change.items() if value is None}
    bound = next((key for key in BOUNDS if change.get(key) is not None), None)
    if bound is not None:
        dropped |= {*BOUNDS}
        dropped |= set(COMPANIONS) if target.get(bound) is None else set()
    if any(change.get(key) is not None for key in _JUDGED):
        dropped |= {*_JUDGED}
    for key in target:
        if key not in dropped:
            _put(found, key, target)
    for key, value in change.items():
        if value is not None and key != _LOOSENS:
            _put(found, key, change)
    return found


def refuse_loosening(base: Ruleset, made: Ruleset, over: Any) -> Iterator[Problem]:
    """Give a problem for each target of the base that the overlay makes looser (or incomparable) without a reason.

    Points count: other bands can lift whoever missed a sum of points. A reason where nothing is looser is refused, too.
    """
    changes = over.get("change") or {}
    for change in compare(base, made):
        written = changes.get(change.id) or {}
        loose = change.relation in (Relation.LOOSER, Relation.INCOMPARABLE, Relation.REMOVED) or "points" in change.texts
        reason, where = written.get(_LOOSENS), key_place(changes, change.id) or place(over)
        if change.old is not None and loose and not reason:
            how = "looser than" if change.relation is Relation.LOOSER else "not comparable with"
            if change.relation not in (Relation.LOOSER, Relation.INCOMPARABLE):
                how = "of other points than"
            first = f" ({change.old.place})" if change.old.place else ""
            message = f"`change`: {quoted(change.id)} would be {how} the base's{first}"
            yield Problem(message, where, "an overlay tightens; where it has to loosen, it says why: `loosens: reason`", Code.KEYS_DISAGREE)
        if reason and not loose:
            message = f"`change`: {quoted(change.id)}: `loosens`, and nothing is looser"
            yield Problem(message, key_place(written, _LOOSENS) or where, "leave it out", Code.KEYS_DISAGREE)


def with_reasons(base: Ruleset, made: Ruleset, over: Any) -> Ruleset:
    """Write beside each target why it may be looser than the one it changes, here or further down."""
    changes, before = over.get("change") or {}, {target.id: target.loosens for target in base}
    reasons = {target.id: (changes.get(target.id) or {}).get(_LOOSENS) or before.get(target.id) for target in made}
    return replace(made, targets=tuple(replace(t, loosens=reasons[t.id]) if reasons[t.id] else t for t in made))


# -- nodes that remember where each of their values was written -------------------------------------------------------


def _map(like: Any) -> Map:
    found = Map()
    found.file, found.mark, found.keys_at, found.values_at = getattr(like, "file", ""), place(like), {}, {}
    return found


def _put(found: Map, key: str, of: Any) -> None:
    """Take a key of another node, with its places; nothing where it has none."""
    if key in of:
        found[key] = of[key]
        found.keys_at[key], found.values_at[key] = key_place(of, key), place(of, key)


def _put_value(found: Map, key: str, value: Any, where: Place | None = None) -> None:
    if value:
        found[key] = value
        found.keys_at[key] = found.values_at[key] = where or place(value)


def _joined(one: Any, other: Any) -> Map:
    """Join two mappings; what the other says counts."""
    found = _map(one if one is not None else other)
    for node in (one, other):
        for key in _keys(node):
            _put(found, key, node)
    return found


def _keys(node: Any) -> Iterable[str]:
    return node if isinstance(node, dict) else ()
