"""kill -9 of a worker while it takes figures: the old ones or the new ones, never a half."""

from random import Random

import pytest

from tests.services.installation import Installation, kill_all, wait_until

pytestmark = pytest.mark.services
both_brokers = pytest.mark.parametrize("broker", ["filesystem", "redis"], indirect=True)

PREPARE_FIGURES = """
import datetime as dt
from accounts.models import Agency, Partnership, Membership, User
from assessment import services
from assessment.periods import FinancialYear
from places.models import Area, AreaKind
Partnership.objects.create(name="Northbridge", short_name="Northbridge", area_code="X09000001")
area = Area.objects.create(code="X09000001", name="Northbridge", kind=AreaKind.BOROUGH)
council = Agency.objects.create(name="Council", short_name="Council", slug="c", kind="council")
analyst = User.objects.create_user("a@test.example", given_name="Ana", family_name="Lyst")
Membership.objects.create(
    user=analyst, agency=council, role="analyst", starts=dt.date(2020, 1, 1)
)
answer = services.request_figures(FinancialYear(2024), area, by=analyst).pk
"""
ASK_AGAIN = """
import datetime as dt
from accounts.models import Agency, User
from assessment import services
from assessment.periods import FinancialYear
from cases.services import open_case
from places.models import Area
by = User.objects.get()
open_case(
    by=by, lead_agency=Agency.objects.get(), lead_officer=None, category="noise",
    asb_type="personal", summary="Noise", reason="Accepted", opened_on=dt.date(2024, 5, 6),
)
answer = services.request_figures(FinancialYear(2024), Area.objects.get(), by=by).pk
"""
STATEMENTS = """
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from assessment.models import FigureRequest
from assessment.services import runs
asked = FigureRequest.objects.open().get()
with transaction.atomic():
    figures_now = runs.figures_now
    def counted(*args):
        captured.captured_from = len(connection.queries_log)
        return figures_now(*args)
    runs.figures_now = counted
    with CaptureQueriesContext(connection) as captured:
        runs.answer_request(asked.pk)
        answer = len(connection.queries_log) - captured.captured_from
    transaction.set_rollback(True)
"""
AFTER_COMMIT = 10
TAKE = "from assessment.tasks import take_figures\ntake_figures.delay(%d)"
TAKE_DUE = "from assessment.tasks import take_due_figures\ntake_due_figures.delay()"
FIGURES = """
from assessment.models import FigureRequest, FigureRun, Observation
from assessment.services import verify_run
from audit.models import Entry
run = FigureRun.objects.filter(slug="2024-25").first()
answer = {
    "runs": FigureRun.objects.filter(slug="2024-25").count(),
    "digest": run and run.digest,
    "whole": run and verify_run(run),
    "figures": Observation.objects.filter(run__slug="2024-25").count(),
    "waiting": FigureRequest.objects.open().count(),
    "logged": Entry.objects.filter(verb="figures.taken", subject__contains="2024/25").count(),
}
"""


@both_brokers
@pytest.mark.parametrize(
    "place", ["before the figures are read", "after the new figures are written"]
)
def test_figures_are_taken_whole_or_not_at_all(installation: Installation, place: str) -> None:
    request = installation.python(PREPARE_FIGURES)
    _kill_while_taking(installation, request, place)
    assert installation.python(FIGURES) == {
        "runs": 0,
        "digest": None,
        "whole": None,
        "figures": 0,
        "waiting": 1,
        "logged": 0,
    }
    after = _next_run(installation)
    assert (after["runs"], after["whole"], after["logged"]) == (1, True, 1)
    assert after["figures"] > 0


@both_brokers
@pytest.mark.parametrize(
    "place", ["after the old figures are gone", "after the new figures are written"]
)
def test_the_figures_of_before_stay_until_the_new_ones_are_whole(
    installation: Installation, place: str
) -> None:
    installation.python(PREPARE_FIGURES)
    before = _next_run(installation)
    request = installation.python(ASK_AGAIN)
    _kill_while_taking(installation, request, place)
    killed = installation.python(FIGURES)
    assert killed == {**before, "waiting": 1}
    after = _next_run(installation)
    assert (after["runs"], after["whole"], after["logged"]) == (1, True, 2)
    assert after["digest"] != before["digest"]


@both_brokers
def test_ten_kills_anywhere_in_the_taking_leave_what_was_there(installation: Installation) -> None:
    installation.python(PREPARE_FIGURES)
    before = _next_run(installation)
    request = installation.python(ASK_AGAIN)
    statements = installation.python(STATEMENTS)
    # The count has savepoints that the worker does not need: the last come after its commit.
    places = range(1, statements - AFTER_COMMIT)
    assert len(places) > 50
    for number in Random(2026).sample(places, 10):
        _kill_while_taking(installation, request, f"statement {number}")
        assert installation.python(FIGURES) == {**before, "waiting": 1}, number
    after = _next_run(installation)
    assert (after["runs"], after["whole"], after["logged"]) == (1, True, 2)
    assert after["digest"] != before["digest"]


def _kill_while_taking(installation: Installation, request: int, place: str) -> None:
    (installation.var / "hold").write_text(place)
    installation.python(TAKE % request)
    with installation.worker("--include", "tests.services.slow") as worker:
        wait_until((installation.var / "held").exists, f"the worker is {place}")
        kill_all(worker)
    (installation.var / "hold").unlink()
    (installation.var / "held").unlink()


def _next_run(installation: Installation) -> dict[str, object]:
    """What the schedule's next tick leaves."""
    ended = installation.jobs_ended()
    installation.python(TAKE_DUE)
    with installation.worker():
        wait_until(lambda: installation.jobs_ended() > ended, "the job ends")
    figures: dict[str, object] = installation.python(FIGURES)
    assert figures["waiting"] == 0
    return figures
