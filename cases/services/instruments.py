"""Risk matrices: drafting, changing a draft, publishing, withdrawing. A published one is fixed."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from audit.models import Operation
from audit.services import record
from cases.models import InstrumentStatus, InstrumentUse, RiskInstrument
from cases.risk_matrix import Fault, faults
from cases.workflow import INSTRUMENT, StaleVersion, WrongStatus, save_versioned

COPIED = ("name", "use", "purpose", "standing", "questions", "bands", "consequences")


class NameTaken(ValueError):
    """Another instrument has this name."""


class NotWhole(ValueError):
    """The draft has faults that keep it from being published."""

    def __init__(self, found: Sequence[Fault]) -> None:
        super().__init__("; ".join(fault.message for fault in found))
        self.faults = tuple(found)


class TooEarly(ValueError):
    """A version cannot begin in the past, or before the one it follows."""


class NoneLeft(ValueError):
    """Referrals would have no risk questions to answer."""


@transaction.atomic
def start_instrument(
    *, by: User, name: str, standing: str, purpose: str, use: str
) -> RiskInstrument:
    """Begin a new instrument as an empty draft."""
    if RiskInstrument.objects.filter(name__iexact=name).exists():
        raise NameTaken
    draft = RiskInstrument.objects.create(
        name=name, standing=standing, purpose=purpose, use=use, bands={"standard": 0}, made_by=by
    )
    _record("instrument.drafted", draft, by=by, operation=Operation.COLLECTION)
    return draft


@transaction.atomic
def draft_instrument(instrument: RiskInstrument, *, by: User) -> RiskInstrument:
    """A draft of the next version with everything as it is in this one; the draft there is, if
    there is one."""
    editions = RiskInstrument.objects.filter(name=instrument.name)
    draft = editions.filter(status=InstrumentStatus.DRAFT).first()
    if draft is not None:
        return draft
    newest = editions.aggregate(newest=Max("edition"))["newest"]
    copied = {name: getattr(instrument, name) for name in COPIED}
    try:
        with transaction.atomic():
            draft = RiskInstrument.objects.create(edition=newest + 1, made_by=by, **copied)
    except IntegrityError:
        raise WrongStatus("Somebody else has just begun a new version. Look again.") from None
    _record(
        "instrument.drafted",
        draft,
        by=by,
        operation=Operation.COLLECTION,
        changes={"copied_from": instrument.edition},
    )
    return draft


@transaction.atomic
def change_draft(
    instrument: RiskInstrument, *, by: User, version: int, **said: Any
) -> RiskInstrument:
    """Change parts of a draft; WrongStatus for a version that was ever published."""
    if instrument.status != InstrumentStatus.DRAFT:
        raise WrongStatus(f"{instrument} is fixed. Make a new version to change it.")
    save_versioned(instrument, version, **said)
    _record("instrument.changed", instrument, by=by, changes={"parts": sorted(said)})
    return instrument


@transaction.atomic
def publish_instrument(
    instrument: RiskInstrument, *, by: User, version: int, valid_from: dt.date
) -> RiskInstrument:
    """Fix a draft and use it from a day on. NotWhole, TooEarly or StaleVersion if it cannot be."""
    found = faults(instrument.questions, instrument.bands)
    if found:
        raise NotWhole(found)
    if instrument.version != version:
        raise StaleVersion
    last = RiskInstrument.objects.filter(
        name=instrument.name, status=InstrumentStatus.PUBLISHED
    ).aggregate(last=Max("valid_from"))["last"]
    if valid_from < max(timezone.localdate(), last or dt.date.min):
        raise TooEarly
    INSTRUMENT.move(instrument, InstrumentStatus.PUBLISHED, valid_from=valid_from, published_by=by)
    _record(
        "instrument.published", instrument, by=by, changes={"valid_from": valid_from.isoformat()}
    )
    return instrument


@transaction.atomic
def withdraw_instrument(instrument: RiskInstrument, *, by: User, reason: str) -> RiskInstrument:
    """Stop using an instrument, with every earlier version of it; a draft or a version that has
    not begun is only set aside. What was assessed with it stays. NoneLeft if referrals would have
    no questions."""
    today = timezone.localdate()
    rows = [instrument]
    if instrument.status == InstrumentStatus.PUBLISHED and _has_begun(instrument, today):
        rows += RiskInstrument.objects.filter(
            name=instrument.name, status=InstrumentStatus.PUBLISHED, valid_from__lte=today
        ).exclude(pk=instrument.pk)
    for row in rows:
        INSTRUMENT.move(row, InstrumentStatus.RETIRED)
        _record("instrument.withdrawn", row, by=by, reason=reason)
    if not RiskInstrument.objects.in_use(today).filter(use=InstrumentUse.REFERRALS).exists():
        raise NoneLeft
    return instrument


def _has_begun(instrument: RiskInstrument, today: dt.date) -> bool:
    return instrument.valid_from is not None and instrument.valid_from <= today


def _record(
    verb: str,
    instrument: RiskInstrument,
    *,
    by: User,
    operation: str = Operation.ALTERATION,
    reason: str = "",
    changes: Mapping[str, object] | None = None,
) -> None:
    record(
        verb,
        by=by,
        subject=f"risk instrument {instrument.pk}",
        trail=f"version {instrument.edition}",
        operation=operation,
        reason=reason,
        changes=changes,
    )
