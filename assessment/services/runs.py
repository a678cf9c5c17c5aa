"""Taking the figures of a period, freezing them, and proving that they stayed the same."""

from collections.abc import Iterator
from functools import partial

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from assessment.figures.figure import digest_of
from assessment.made_difference import counted_rows
from assessment.models import CountedRows, FigureRequest, FigureRun, Observation, RunStatus
from assessment.periods import Period
from assessment.queries import due_parts, due_years, figures_of
from assessment.services.due import UNEXPECTED, Due, do_each, is_passing
from assessment.services.uploads import due_imports
from assessment.taking import CannotTake, figures_now
from assessment.workflow import WrongStatus, move
from audit.models import Operation
from audit.services import record
from places.models import Area
from places.queries import partnership_area

BATCH = 500


def take_figures(year: Period, area: Area, *, by: User | None = None) -> FigureRun:
    """Take a period's figures into its draft; the same draft comes back if nothing has changed."""
    if year.ends >= timezone.localdate():
        raise CannotTake(f"{year} ends on {year.ends:%-d %B %Y}. Take its figures after that day.")
    try:
        return _take(year, area, by=by)
    except IntegrityError:
        # Another worker made the draft in the same moment: take over from what it left.
        return _take(year, area, by=by)


@transaction.atomic
def _take(year: Period, area: Area, *, by: User | None) -> FigureRun:
    figures, notes = figures_now(year, area)
    digest = digest_of(figures, notes)
    draft = FigureRun.objects.drafts().of_period(year, area).first()
    if draft and draft.digest == digest:
        return draft
    run = _claim(draft) or FigureRun(slug=year.slug, ends=year.ends, area=area)
    run.digest, run.notes = digest, notes
    run.taken_at, run.taken_by = timezone.now(), by
    run.save()
    run.observations.all().delete()
    Observation.objects.bulk_create(
        [Observation(run=run, **figure._asdict()) for figure in figures], batch_size=BATCH
    )
    run.counted.all().delete()
    CountedRows.objects.bulk_create(counted_rows(run, figures))
    record(
        "figures.taken",
        by=by,
        subject=f"summary {run}"[:120],
        operation=Operation.COMBINATION,
        changes={"figures": len(figures), "digest": digest},
    )
    return run


def _claim(draft: FigureRun | None) -> FigureRun | None:
    """The draft to write over, unless it was frozen or replaced since it was read."""
    if draft is None:
        return None
    same = FigureRun.objects.drafts().filter(pk=draft.pk, digest=draft.digest)
    return draft if same.update(digest="") else None


@transaction.atomic
def freeze_run(run: FigureRun, *, looked_at: str, by: User) -> FigureRun:
    """Freeze the draft that was looked at; from now on its digest proves that it is the same."""
    if run.digest != looked_at:
        raise WrongStatus(f"The figures of {run} were taken again meanwhile. Look at them first.")
    if not verify_run(run):
        raise WrongStatus(f"The figures of {run} do not match their digest. Take them again.")
    move(run, RunStatus.FROZEN, by=by, at=timezone.now())
    record(
        "figures.frozen",
        by=by,
        subject=f"summary {run}"[:120],
        operation=Operation.ALTERATION,
        changes={"digest": run.digest},
    )
    return run


def verify_run(run: FigureRun) -> bool:
    """Whether the figures of a run are still those that its digest was made of."""
    return digest_of(figures_of(run), run.notes) == run.digest


@transaction.atomic
def record_download(run: FigureRun, *, by: User, form: str) -> None:
    """Write down who took a summary away, and in which form."""
    record(
        "summary.downloaded",
        by=by,
        subject=f"summary {run}"[:120],
        operation=Operation.DISCLOSURE,
        changes={"form": form, "status": run.status},
    )


@transaction.atomic
def request_figures(year: Period, area: Area, *, by: User) -> FigureRequest:
    """Ask the job for a year's figures; asking again while it waits changes nothing."""
    request, is_new = FigureRequest.objects.open().get_or_create(
        slug=year.slug, area=area, defaults={"requested_by": by}
    )
    if is_new:
        record(
            "figures.requested",
            by=by,
            subject=f"summary {request}"[:120],
            operation=Operation.CONSULTATION,
        )
    return request


def answer_request(pk: int) -> FigureRun | None:
    """Take what was asked for, if it still waits; an error that nobody expected is kept with the
    request, then raised."""
    try:
        return _answer(pk)
    except Exception as error:
        if not is_passing(error):
            _end_request(pk, failure=UNEXPECTED)
        raise


@transaction.atomic
def _answer(pk: int) -> FigureRun | None:
    """Take what was asked for, if whoever asked still may; keep why when it cannot be taken."""
    request = (
        FigureRequest.objects.open().select_related("area", "requested_by").filter(pk=pk).first()
    )
    if request is None:
        return None
    run, failure = None, ""
    if request.requested_by.desk.has("analyst"):
        try:
            run = take_figures(request.period, request.area, by=request.requested_by)
        except CannotTake as error:
            failure = str(error)[:500]
    else:
        failure = "Whoever asked is no longer an analyst."
    _end_request(pk, failure=failure)
    return run


def _end_request(pk: int, *, failure: str) -> None:
    FigureRequest.objects.open().filter(pk=pk).update(answered_at=timezone.now(), failure=failure)


def take_requested_figures(pk: int) -> None:
    """Answer one request, from everything whose import was confirmed before."""
    do_each([*due_imports(), _due_request(pk)])


def take_due_figures() -> list[FigureRun]:
    """Bring in what was confirmed, answer every waiting request, then take each of the
    partnership's years, quarters and months that has no figures yet."""
    done = do_each(_everything_due())
    return [run for run in done if isinstance(run, FigureRun)]


def _everything_due() -> Iterator[Due]:
    """Each step is asked for when those before it are done, for it may depend on them."""
    yield from due_imports()
    for pk in FigureRequest.objects.open().order_by("pk").values_list("pk", flat=True):
        yield _due_request(pk)
    area = partnership_area()
    if area is not None:
        for period in (*due_years(area), *due_parts(area)):
            yield Due(f"figures of {period}, {area}", partial(take_figures, period, area))


def _due_request(pk: int) -> Due:
    return Due(f"request {pk} for figures", partial(answer_request, pk))
