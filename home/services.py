"""Setting up an installation: its partnership, its risk matrix, its first administrator."""

import datetime as dt

from django.db import transaction

from accounts.models import Agency, Membership, Partnership, User
from audit.models import Operation
from audit.services import record
from cases.models import InstrumentStatus, RiskInstrument
from home.rehearsal import northbridge
from letters.services import add_sample_templates
from places.models import Area, AreaKind

MATRIX_FROM = dt.date(2020, 1, 1)


class AlreadySetUp(Exception):
    """This installation already has its partnership."""


@transaction.atomic
def set_up_partnership(
    *, name: str, short_name: str, area_code: str, is_rehearsal: bool = False
) -> Partnership:
    """Make the one partnership with its sample risk matrix and letter templates; AlreadySetUp the
    second time."""
    if Partnership.current() is not None:
        raise AlreadySetUp
    partnership = Partnership.objects.create(
        name=name, short_name=short_name, area_code=area_code, is_rehearsal=is_rehearsal
    )
    Area.objects.get_or_create(
        code=area_code, defaults={"name": short_name, "kind": AreaKind.BOROUGH}
    )
    RiskInstrument.objects.create(
        name="Sample matrix",
        status=InstrumentStatus.PUBLISHED,
        valid_from=MATRIX_FROM,
        standing=northbridge.STANDING,
        questions=northbridge.questions(),
        bands=northbridge.BANDS,
    )
    add_sample_templates()
    record(
        "partnership.set_up",
        by=None,
        subject="partnership",
        operation=Operation.COLLECTION,
        changes={"area": area_code, "is_rehearsal": is_rehearsal},
    )
    return partnership


@transaction.atomic
def add_first_administrator(*, email: str, password: str, agency: Agency, name: str) -> User:
    """Make the administrator who then gives everybody else their roles."""
    given_name, _, family_name = name.rpartition(" ")
    user = User.objects.create_user(email, password, given_name=given_name, family_name=family_name)
    Membership.objects.create(user=user, agency=agency, role="administrator")
    record(
        "membership.started",
        by=None,
        subject=f"user {user.pk}",
        operation=Operation.COLLECTION,
        changes={"role": "administrator", "agency": agency.slug},
    )
    return user
