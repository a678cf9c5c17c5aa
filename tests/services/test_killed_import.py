"""kill -9 of a worker in the middle of an import: nothing of the file, then all of it, once."""

import pytest

from tests.services.installation import Installation, kill_all, wait_until

pytestmark = pytest.mark.services
both_brokers = pytest.mark.parametrize("broker", ["filesystem", "redis"], indirect=True)

CONFIRM = """
import datetime as dt
from accounts.models import Agency, Membership, User
from assessment import services
from assessment.models import SourceKind
from tests.assessment.invented import flat_crime, months_of
council = Agency.objects.create(name="Council", short_name="Council", slug="c", kind="council")
analyst = User.objects.create_user("a@test.example", given_name="Ana", family_name="Lyst")
Membership.objects.create(
    user=analyst, agency=council, role="analyst", starts=dt.date(2020, 1, 1)
)
content = flat_crime({"Barnet": 2, "Enfield": 3}, months_of(2016)).encode()
upload = services.hold_upload(
    kind=SourceKind.RECORDED_CRIME, name="crime.csv", content=content, by=analyst
)
services.confirm_import(upload, by=analyst)
"""
IMPORT = "from assessment.tasks import import_confirmed\nimport_confirmed.delay()"
SWEEP = "from assessment.tasks import take_due_figures\ntake_due_figures.delay()"
HELD = """
from assessment.models import Category, Edition, PendingImport, RecordedCrime
from audit.models import Entry
from places.models import Area
upload = PendingImport.objects.get()
answer = {
    "editions": Edition.objects.count(),
    "rows": RecordedCrime.objects.count(),
    "categories": Category.objects.count(),
    "areas": Area.objects.count(),
    "logged": Entry.objects.filter(verb="recorded_crime.imported").count(),
    "due": PendingImport.objects.due().count(),
    "kept": len(upload.content) > 0,
    "said": upload.said,
    "refusal": upload.refusal,
}
"""
NOTHING = {
    "editions": 0,
    "rows": 0,
    "categories": 0,
    "areas": 0,
    "logged": 0,
    "due": 1,
    "kept": True,
    "said": "",
    "refusal": "",
}
# 2 areas with 4 categories in 12 months; London, its 32 boroughs, the City and the airports.
EVERYTHING = {
    "editions": 1,
    "rows": 96,
    "categories": 4,
    "areas": 35,
    "logged": 1,
    "due": 0,
    "kept": False,
    "said": "240 offences, April 2016 to March 2017",
    "refusal": "",
}


@both_brokers
@pytest.mark.parametrize(
    ("place", "next_run"),
    [
        ("between the edition and its crimes", SWEEP),
        ("after the crimes are written", IMPORT),
    ],
)
def test_a_file_is_imported_whole_once_or_not_at_all(
    installation: Installation, place: str, next_run: str
) -> None:
    installation.python(CONFIRM)
    (installation.var / "hold").write_text(place)
    with installation.worker("--include", "tests.services.slow") as worker:
        installation.python(IMPORT)
        wait_until((installation.var / "held").exists, f"the worker is {place}")
        kill_all(worker)
    (installation.var / "hold").unlink()
    assert installation.python(HELD) == NOTHING
    installation.python(next_run)
    with installation.worker():
        wait_until(lambda: installation.python(HELD)["due"] == 0, "the file is imported")
        installation.python(IMPORT)
        wait_until(lambda: installation.log().count("succeeded in") >= 2, "the job runs again")
    assert installation.python(HELD) == EVERYTHING, installation.log()
