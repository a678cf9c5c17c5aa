"""Bringing in a source from the page: upload, preview, confirm or discard."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from assessment.models import Edition, PendingImport
from assessment.services import import_recorded_crime
from audit.models import Entry
from places.models import Population
from tests.assessment.invented import crime_text, flat_crime, population_text, source

MONTHS = ["201604", "201605"]
GOOD = flat_crime({"Barnet": 2}, MONTHS)
UNKNOWN = crime_text([("Barnet", "Burglary", "Burglary on the Moon", [1, 2])], MONTHS)


@pytest.fixture
def client(cast, signed_in):
    return signed_in(cast.analyst)


def upload(client, content, kind="recorded_crime", name="crime.csv"):
    """The preview that follows an upload."""
    data = content if isinstance(content, bytes) else content.encode()
    file = SimpleUploadedFile(name, data)
    return client.post(reverse("import_source"), {"kind": kind, "file": file}, follow=True)


def confirm(client, **data):
    pending = PendingImport.objects.get()
    return client.post(reverse("preview_import", args=[pending.pk]), data, follow=True)


def test_the_preview_says_what_the_file_holds_and_keeps_nothing(client):
    page = upload(client, GOOD).content.decode()
    assert "2, from April 2016 to May 2016" in page
    assert "16: the cells of the file added" in page
    assert "Barnet" in page
    assert "Nothing of it is kept yet" in page
    assert not Edition.objects.exists()


def test_confirmed_it_is_imported_and_the_upload_is_gone(client, cast):
    upload(client, GOOD)
    page = confirm(client).content.decode()
    assert "16 offences, April 2016 to May 2016" in page
    assert Edition.objects.get().imported_by == cast.analyst
    assert not PendingImport.objects.exists()


def test_discarded_nothing_is_kept(client):
    upload(client, GOOD)
    client.post(reverse("discard_import", args=[PendingImport.objects.get().pk]))
    assert not PendingImport.objects.exists()
    assert not Edition.objects.exists()
    assert Entry.objects.filter(verb="import.discarded").exists()


def test_labels_counted_under_another_name_are_shown(client):
    text = crime_text([("Barnet", "Theft and Handling", "Theft From M/V", [1, 2])], MONTHS)
    assert "Theft From M/V as Theft From Motor Vehicle" in upload(client, text).content.decode()


def test_unknown_names_are_stopped_until_they_are_accepted(client):
    page = upload(client, UNKNOWN).content.decode()
    assert "Burglary on the Moon” (3 offences)" in page
    assert "Count the unknown names" in page
    refused = confirm(client).content.decode()
    assert "names that are not known" in refused
    assert not Edition.objects.exists()
    confirm(client, accept_unknown="on")
    assert Edition.objects.get().accepted_unknown


def test_the_preview_says_which_months_are_replaced(client):
    import_recorded_crime(source(flat_crime({"Barnet": 9}, ["201605"]), "old.csv"), by=None)
    assert "1 months also held from old.csv" in upload(client, GOOD).content.decode()


@pytest.mark.parametrize("kind", ["recorded_crime", "population"])
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"%PDF-1.4", "is a PDF"),
        (b"PK\x03\x04", "Excel workbook"),
        (b"a,b\n1,\x00\n", "null byte"),
        (b"\x81\x8d\x8f", "not a text file"),
        (b"a,b\n1,2\n", "no column"),
    ],
)
def test_a_bad_file_is_explained_and_can_only_be_discarded(client, kind, content, said):
    answer = upload(client, content, kind)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert said in page
    assert "Nothing was imported" in page
    assert "Import file" not in page
    assert "cannot be imported" in page
    confirm(client)
    assert not Edition.objects.exists()


def test_the_same_file_twice_is_recognised(client):
    upload(client, GOOD)
    confirm(client)
    assert "Nothing has changed" in upload(client, GOOD, name="again.csv").content.decode()


def test_population_is_previewed_and_imported(client):
    text = population_text({("E09000003", "Barnet"): 386083}, 2016)
    page = upload(client, text, "population", "ons.csv").content.decode()
    assert "2016 to 2016" in page
    confirm(client)
    assert Population.objects.get().residents == 386083


def test_no_file_and_a_hostile_name_are_survived(client):
    answer = client.post(reverse("import_source"), {"kind": "recorded_crime"})
    assert answer.status_code == 200
    assert "Error:" in answer.content.decode()
    page = upload(client, GOOD, name="<script>alert(1)</script>.csv").content.decode()
    assert "<script>alert" not in page


def test_an_upload_a_day_old_is_dropped_at_the_next(client):
    upload(client, GOOD)
    PendingImport.objects.update(uploaded_at=timezone.now() - dt.timedelta(days=2))
    upload(client, UNKNOWN)
    assert PendingImport.objects.count() == 1


def test_another_analyst_does_not_find_the_upload(client, cast, signed_in):
    from accounts.models import Role
    from tests.people import person_of

    upload(client, GOOD)
    other = signed_in(person_of(Role.ANALYST, cast.police, "another"))
    address = reverse("preview_import", args=[PendingImport.objects.get().pk])
    assert other.get(address).status_code == 404


@pytest.mark.parametrize("who", ["coordinator", "officer", "outsider", "dpo", "administrator"])
def test_others_do_not_import(cast, signed_in, who):
    assert signed_in(getattr(cast, who)).get(reverse("import_source")).status_code == 403
