"""Rules on columns: whole tables of figures judged in one pass, on the engine that holds them."""

from targets.columns.evaluating import evaluate_frame
from targets.columns.rolling import roll_up
from targets.columns.summary import scoreboard, summarise
from targets.columns.wide import count_frame

__all__ = ["count_frame", "evaluate_frame", "roll_up", "scoreboard", "summarise"]
