"""All outcomes of a subject and period, their counts and their score."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from fractions import Fraction
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from targets.notices import notes_on, odd_tags, unused_waivers
from targets.outcome import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from targets.decisions import Decision
    from targets.figures import Figures
    from targets.outcome import Notice, Outcome
    from targets.ruleset import Ruleset

__all__ = ["MODELS", "Score", "ScoreModel", "Scorecard"]

ScoreModel = Literal["share-met", "attainment", "all-or-nothing"]
MODELS: tuple[ScoreModel, ...] = ("share-met", "attainment", "all-or-nothing")


class Score(NamedTuple):
    """Weighted credit over everything that counts, in [0, 1]; None when nothing counts.

    `lower` and `upper` hold whatever the undecided targets turn out to be; `completeness` is the share of weight that
    could be decided, `decided` of `counted` the same in targets.
    """

    model: ScoreModel
    value: Fraction | None
    lower: Fraction | None
    upper: Fraction | None
    completeness: Fraction | None
    decided: int
    counted: int


@dataclass(frozen=True, slots=True)
class Scorecard:
    """All outcomes of a subject and period, in the order of the rules."""

    ruleset: Ruleset
    figures: Figures
    outcomes: tuple[Outcome, ...]
    as_of: date | None = None
    decisions: tuple[Decision, ...] = ()

    def __iter__(self) -> Iterator[Outcome]:
        """The outcomes in the order of the rules."""
        return iter(self.outcomes)

    def __len__(self) -> int:
        """How many targets were judged."""
        return len(self.outcomes)

    def __getitem__(self, target_id: str) -> Outcome:
        """The outcome of this target. Raises KeyError."""
        for outcome in self.outcomes:
            if outcome.target.id == target_id:
                return outcome
        raise KeyError(target_id)

    @property
    def subject(self) -> str:
        """Whom the figures describe."""
        return self.figures.subject

    @property
    def period(self) -> str:
        """When: the figures' period, or the ruleset's where they name none."""
        return self.figures.period or self.ruleset.period

    @property
    def notes(self) -> tuple[Notice, ...]:
        """What is worth saying beside the verdicts, of the figures as a whole."""
        return (
            *notes_on(self.ruleset, self.figures),
            *odd_tags(self.ruleset, self.figures, self.decisions),
            *unused_waivers(self.decisions, self.outcomes, self.as_of),
        )

    def only(self, *verdicts: Verdict) -> tuple[Outcome, ...]:
        """Give the outcomes with one of these verdicts."""
        return tuple(outcome for outcome in self.outcomes if outcome.verdict in verdicts)

    @property
    def groups(self) -> dict[str, Scorecard]:
        """The same scorecard for each group of targets, with the outcomes of its targets alone."""
        by_id = {outcome.target.id: outcome for outcome in self.outcomes}
        return {
            name: replace(self, outcomes=tuple(by_id[target_id] for target_id in ids if target_id in by_id))
            for name, ids in self.ruleset.groups.items()
        }

    @property
    def counts(self) -> dict[Verdict, int]:
        """How many targets have each verdict. Law: they add up to the number of targets."""
        found = Counter(outcome.verdict for outcome in self.outcomes)
        return {verdict: found[verdict] for verdict in Verdict}

    def score(self, model: ScoreModel = "share-met") -> Score:
        """Weigh what was reached. Stretch, waived and not-applicable targets do not count; undecided ones do.

        Laws: monotone in each credit; a missing figure never raises it; scaling all weights changes nothing.
        """
        neutral = (Verdict.WAIVED, Verdict.NOT_APPLICABLE)
        counted = [o for o in self.outcomes if o.target.is_required and o.verdict not in neutral]
        decided = [o for o in counted if o.verdict is not Verdict.UNDECIDED]
        whole = sum((o.target.weight for o in counted), Fraction(0))
        if not whole:
            return Score(model, None, None, None, None, len(decided), len(counted))
        lower, upper = (self._credits(counted, model, best=best) / whole for best in (False, True))
        known = sum((o.target.weight for o in decided), Fraction(0)) / whole
        return Score(model, lower, lower, upper, known, len(decided), len(counted))

    # -- how a scorecard shows itself: see "A noun that shows itself" in docs/design.md ---------------------------------

    def to_dict(self) -> dict[str, Any]:
        """Give what the JSON report says of this scorecard, as plain data: numbers are exact decimal strings."""
        found: dict[str, Any] = _face("data", self)
        return found

    def to_polars(self) -> Any:
        """Give a polars data frame, one row for each outcome. Numbers are doubles to look at; `to_dict` has exact ones."""
        return _face("to_polars", self)

    def to_pandas(self) -> Any:
        """Give a pandas data frame, one row for each outcome. Numbers are doubles to look at; `to_dict` has exact ones."""
        return _face("to_pandas", self)

    def _repr_html_(self) -> str:
        return str(_face("html", self))

    def __rich_console__(self, console: Any, options: Any) -> Iterator[Any]:
        """Show the same tables as on a terminal, as wide as there is room."""
        yield from _face("renderables", self, options.max_width)

    @staticmethod
    def _credits(counted: list[Outcome], model: ScoreModel, *, best: bool) -> Fraction:
        def reached(outcome: Outcome) -> bool:
            return outcome.verdict.is_reached or (best and outcome.verdict is Verdict.UNDECIDED)

        weights = [(o, o.target.weight) for o in counted]
        match model:
            case "share-met":
                return sum((w for o, w in weights if reached(o)), Fraction(0))
            case "attainment":
                return sum((w * (o.best_credit if best else o.credit) for o, w in weights), Fraction(0))
            case "all-or-nothing":
                whole = sum((w for _, w in weights), Fraction(0))
                return whole if all(reached(o) for o, w in weights if w) else Fraction(0)


def _face(name: str, *given: object) -> Any:
    """Ask the reports to show a scorecard: the one arrow that points up, followed by name and only when asked."""
    return getattr(import_module("targets.report.faces"), name)(*given)
