"""Risk matrices: those in use, and all their versions for whoever keeps them."""

import datetime as dt

from django.db.models import QuerySet

from cases.models import InstrumentStatus, RiskInstrument


def instruments_on(day: dt.date) -> list[RiskInstrument]:
    """The instruments in use on a day."""
    return list(RiskInstrument.objects.in_use(day))


def instrument_seen_on(pk: int, day: dt.date) -> RiskInstrument | None:
    """One of those in use on a day."""
    return RiskInstrument.objects.in_use(day).filter(pk=pk).first()


def every_instrument() -> QuerySet[RiskInstrument]:
    """Every version of every instrument, the newest of each first."""
    rows = RiskInstrument.objects.select_related("made_by", "published_by")
    return rows.order_by("name", "-edition")


def draft_of(instrument: RiskInstrument) -> RiskInstrument | None:
    """The draft of an instrument's next version, if somebody has begun one."""
    rows = RiskInstrument.objects.filter(name=instrument.name, status=InstrumentStatus.DRAFT)
    return rows.first()
