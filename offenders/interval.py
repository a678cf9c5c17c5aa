"""How sure a change of a rate is: the exact confidence interval of a ratio of two Poisson rates.

Given how many events there are in both times together, those of the later time are binomial
(Przyborowski and Wilenski, Biometrika 31, 1940); the exact binomial interval (Clopper and Pearson,
Biometrika 26, 1934) then gives that of the ratio. Pure arithmetic, no tables.
"""

import math
from typing import NamedTuple

LEVEL = 0.95
STEPS = 200
TINY = 1e-300
CLOSE = 1e-15


class Interval(NamedTuple):
    """From here to there; `high` is infinite where nothing limits it."""

    low: float
    high: float


def rate_ratio(before: int, days_before: int, since: int, days_since: int) -> Interval | None:
    """The 95% interval of (since / days_since) / (before / days_before); None without a day, or
    without any event."""
    if not days_before or not days_since or not before + since:
        return None
    low, high = clopper_pearson(since, before + since)
    scale = days_before / days_since
    return Interval(_odds(low) * scale, _odds(high) * scale)


def _odds(share: float) -> float:
    return math.inf if share >= 1 else share / (1 - share)


def clopper_pearson(events: int, trials: int, level: float = LEVEL) -> Interval:
    """The exact interval of a share of which `events` in `trials` were seen."""
    tail = (1 - level) / 2
    low, high = 0.0, 1.0
    if events > 0:
        low = _quantile(tail, events, trials - events + 1)
    if events < trials:
        high = _quantile(1 - tail, events + 1, trials - events)
    return Interval(low, high)


def _quantile(share: float, a: float, b: float) -> float:
    """Where the beta distribution reaches a share, by halving."""
    low, high = 0.0, 1.0
    for _ in range(STEPS):
        middle = (low + high) / 2
        if beta_share(middle, a, b) < share:
            low = middle
        else:
            high = middle
        if high - low < CLOSE:
            break
    return (low + high) / 2


def beta_share(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function, by its continued fraction (Lentz's way)."""
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    log_front = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    log_front += a * math.log(x) + b * math.log1p(-x)
    if x < (a + 1) / (a + b + 2):
        return math.exp(log_front) * _fraction(x, a, b) / a
    return 1 - math.exp(log_front) * _fraction(1 - x, b, a) / b


def _fraction(x: float, a: float, b: float) -> float:
    c, d = 1.0, 1 / _away(1 - (a + b) * x / (a + 1))
    found = d
    for m in range(1, 10_000):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        d, c = 1 / _away(1 + even * d), _away(1 + even / c)
        found *= d * c
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        d, c = 1 / _away(1 + odd * d), _away(1 + odd / c)
        found *= d * c
        if abs(d * c - 1) < CLOSE:
            break
    return found


def _away(value: float) -> float:
    """Never nothing: it is divided by."""
    return value if abs(value) > TINY else TINY
