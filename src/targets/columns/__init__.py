"""Rules on columns: whole tables of figures judged in one pass, on the engine that holds them."""

from targets.columns.evaluating import evaluate_frame

__all__ = ["evaluate_frame"]
