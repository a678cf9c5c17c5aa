"""Publishing a frozen summary: what is withheld from it is decided once, and written down."""

from django.db import IntegrityError, transaction

from accounts.models import User
from assessment.models import FigureRun, Publication
from assessment.periods import FinancialYear
from assessment.public import guard_for
from assessment.services.runs import verify_run
from assessment.withholding import CannotWithhold
from assessment.workflow import WrongStatus
from audit.models import Operation
from audit.services import record
from places.models import Area
from places.queries import partnership_area


class CannotPublish(ValueError):
    """This summary cannot be published; the message says why."""


@transaction.atomic
def publish_run(run: FigureRun, *, by: User) -> Publication:
    """Publish a frozen summary of a financial year. One at a time: what each withholds
    depends on all before it."""
    if reason := say_unpublishable(run):
        raise CannotPublish(reason)
    if not verify_run(run):
        raise WrongStatus(f"The figures of {run} do not match their digest. Take them again.")
    if own := partnership_area():
        list(Area.objects.filter(pk=own.pk).select_for_update().only("pk"))
    try:
        guard = guard_for(run)
    except CannotWithhold as error:
        raise CannotPublish(str(error)) from error
    try:
        with transaction.atomic():
            published = Publication.objects.create(
                run=run,
                fewer_than=guard.fewer_than,
                round_to=guard.round_to,
                withheld=sorted(guard.withheld),
                published_by=by,
            )
    except IntegrityError:
        raise WrongStatus(f"The summary of {run} is published already.") from None
    record(
        "summary.published",
        by=by,
        subject=f"summary {run}"[:120],
        operation=Operation.DISCLOSURE,
        changes={"digest": run.digest, "withheld": len(guard.withheld)},
    )
    return published


def say_unpublishable(run: FigureRun) -> str:
    """Why a summary can never be published; empty if it can."""
    if not run.is_frozen:
        return "Only a frozen summary is published."
    if not isinstance(run.period, FinancialYear):
        return (
            "Only financial years are published: a month or a quarter beside them would give small "
            "numbers away."
        )
    return ""
