"""What a manager does: capacity, hand-over, supervision, dip-samples."""

import datetime as dt
import random
from collections.abc import Iterable, Mapping

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import Agency, User
from audit.models import Operation
from audit.services import record
from cases.workflow import StaleVersion, save_versioned
from victims import notices
from victims.models import (
    Capacity,
    DipSample,
    SafeContactReader,
    SampledReferral,
    SupervisionNote,
    SupportReferral,
)
from victims.services.trail import record_support


class NothingToDraw(Exception):
    """No referral was made in the period."""


@transaction.atomic
def set_capacity(
    provider: Agency, worker: User, *, by: User, people: int, version: int
) -> Capacity:
    """Say how many people a worker has room for. `version` is what was seen; 0 for nothing."""
    if version == 0:
        try:
            with transaction.atomic():
                row = Capacity.objects.create(provider=provider, worker=worker, people=people)
        except IntegrityError:
            raise StaleVersion from None
    else:
        row = Capacity.objects.get(provider=provider, worker=worker)
        save_versioned(row, version, people=people)
    record(
        "capacity.set",
        by=by,
        subject=f"worker {worker.pk}",
        operation=Operation.ALTERATION,
        changes={"people": people},
    )
    return row


@transaction.atomic
def hand_over_support(
    referrals: Iterable[SupportReferral], *, by: User, to: User, reason: str
) -> int:
    """Give open referrals to another worker; whoever had been named to read safe contact is not
    any more. Returns how many changed hands."""
    moved = 0
    for referral in referrals:
        rows = SupportReferral.objects.open().filter(pk=referral.pk).exclude(worker=to)
        if rows.update(worker=to, version=F("version") + 1) != 1:
            continue
        moved += 1
        SafeContactReader.objects.filter(referral=referral, until__gte=timezone.localdate()).update(
            until=timezone.localdate() - dt.timedelta(days=1)
        )
        record_support(
            "support.handed_over",
            referral,
            by=by,
            reason=reason,
            changes={"worker": [referral.worker_id, to.pk]},
        )
    if moved:
        notices.support_handed_over(to, moved)
    return moved


@transaction.atomic
def write_supervision(
    provider: Agency,
    worker: User,
    *,
    by: User,
    held_on: dt.date,
    note: str,
    next_on: dt.date | None = None,
) -> SupervisionNote:
    """Keep what a manager and a worker talked about, apart from every case."""
    row = SupervisionNote.objects.create(
        provider=provider,
        worker=worker,
        held_on=held_on,
        note=note,
        next_on=next_on,
        written_by=by,
    )
    record(
        "supervision.noted",
        by=by,
        subject=f"worker {worker.pk}",
        operation=Operation.COLLECTION,
        changes={"on": held_on.isoformat(), "fields": ["note"]},
    )
    return row


@transaction.atomic
def draw_sample(
    provider: Agency, *, by: User, since: dt.date, until: dt.date, size: int
) -> DipSample:
    """Draw by lot from the referrals made in a period, both days included."""
    start = timezone.make_aware(dt.datetime.combine(since, dt.time.min))
    end = timezone.make_aware(dt.datetime.combine(until + dt.timedelta(days=1), dt.time.min))
    made = SupportReferral.objects.filter(
        provider=provider, referred_at__gte=start, referred_at__lt=end
    )
    ids = list(made.order_by("pk").values_list("pk", flat=True))
    if not ids:
        raise NothingToDraw
    drawn = random.SystemRandom().sample(ids, min(size, len(ids)))
    sample = DipSample.objects.create(provider=provider, since=since, until=until, drawn_by=by)
    SampledReferral.objects.bulk_create(
        [SampledReferral(sample=sample, referral_id=pk) for pk in drawn]
    )
    record(
        "sample.drawn",
        by=by,
        subject=f"dip-sample {sample.pk}",
        operation=Operation.CONSULTATION,
        changes={"drawn": len(drawn), "of": len(ids)},
    )
    return sample


@transaction.atomic
def look_at_sampled(
    row: SampledReferral, *, by: User, version: int, answers: Mapping[str, str], note: str
) -> SampledReferral:
    """Write down what was found about one referral of a dip-sample."""
    save_versioned(
        row, version, answers=dict(answers), note=note, looked_at=timezone.now(), looked_by=by
    )
    record_support(
        "sample.looked_at",
        row.referral,
        by=by,
        operation=Operation.CONSULTATION,
        changes={"sample": row.sample_id, **answers},
    )
    return row
