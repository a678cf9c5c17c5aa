"""Bands of the actuarial scores, by instrument and version, as the Ministry of Justice publishes
them. A score is copied from where it was worked out; here only its band is read off, and only for
an instrument and version that this table names."""

from decimal import Decimal

# (lowest value of medium, of high, of very high). Ministry of Justice assessment code, July 2025
# and August 2026 (OGRS3, OGP and OVP had gone by then).
BANDS: dict[str, tuple[str, str, str]] = {
    "OGRS3": ("50", "75", "90"),
    "OGP": ("34", "67", "85"),
    "OVP": ("30", "60", "80"),
    "All Reoffending Predictor": ("50", "75", "90"),
    "Violent Reoffending Predictor": ("30", "60", "80"),
    "Serious Violent Reoffending Predictor": ("1.0", "3.0", "6.9"),
    "Combined Serious Reoffending Predictor": ("1.0", "3.0", "6.9"),
}
OTHER = "Another instrument"
INSTRUMENTS = (*BANDS, OTHER)
NAMES = ("low", "medium", "high", "very high")


def band_of(instrument: str, value: Decimal) -> str:
    """The published band of a score; empty for an instrument that the table does not name."""
    if instrument not in BANDS:
        return ""
    edges = [Decimal(edge) for edge in BANDS[instrument]]
    return NAMES[sum(value >= edge for edge in edges)]
