"""Deterministic bulk data for measuring and for the rehearsal's history: every app's tables."""

from home.filling.run import fill

__all__ = ["fill"]
