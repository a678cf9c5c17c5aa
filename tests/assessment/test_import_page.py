"""Bringing in a source from the page: upload, preview, confirm or discard."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, OperationalError
from django.urls import reverse
from django.utils import timezone

from assessment.crime.holdings import held_editions, held_in, newest
from assessment.models import Edition, PendingImport
from assessment.services import (
    AlreadyConfirmed,
    SomeFailed,
    confirm_import,
    discard_import,
    import_confirmed,
    import_recorded_crime,
)
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
    """What the page answers to the confirmation."""
    pending = PendingImport.objects.unconfirmed().get()
    return client.post(reverse("preview_import", args=[pending.pk]), data, follow=True)


def confirm_and_import(client, **data):
    """The page after the job has run."""
    confirm(client, **data)
    import_confirmed()
    return client.get(reverse("import_source")).content.decode()


def test_the_preview_says_what_the_file_holds_and_keeps_nothing(client):
    page = upload(client, GOOD).content.decode()
    assert "2, from April 2016 to May 2016" in page
    assert "16: the cells of the file added" in page
    assert "Barnet" in page
    assert "Nothing of it is kept yet" in page
    assert not Edition.objects.exists()


def test_confirmed_it_is_imported_by_the_job_and_its_content_is_gone(client, cast):
    upload(client, GOOD)
    page = confirm(client).content.decode()
    assert "Being imported" in page
    assert "hx-get" in page
    assert not Edition.objects.exists()
    assert import_confirmed() == 1
    page = client.get(reverse("import_source")).content.decode()
    assert "16 offences, April 2016 to May 2016" in page
    assert "Being imported" not in page
    assert "hx-get" not in page
    assert Edition.objects.get().imported_by == cast.analyst
    assert bytes(PendingImport.objects.get().content) == b""
    assert Entry.objects.filter(verb="import.confirmed").count() == 1


def test_confirming_reads_nothing_of_the_file(client, monkeypatch):
    upload(client, GOOD)

    def fail(*args, **options):
        raise AssertionError("read while somebody waits")

    monkeypatch.setattr("assessment.services.uploads._source", fail)
    assert "Being imported" in confirm(client).content.decode()


def test_confirmed_twice_it_is_imported_once(client):
    upload(client, GOOD)
    address = reverse("preview_import", args=[PendingImport.objects.get().pk])
    for _ in range(2):
        assert client.post(address).status_code == 302
    assert client.get(address).status_code == 302
    assert (import_confirmed(), import_confirmed()) == (1, 0)
    assert Edition.objects.count() == 1


def test_confirmed_it_can_no_longer_be_discarded(client):
    upload(client, GOOD)
    confirm(client)
    address = reverse("discard_import", args=[PendingImport.objects.get().pk])
    assert "cannot be discarded" in client.post(address, follow=True).content.decode()
    assert import_confirmed() == 1


def test_of_two_confirmations_at_once_one_is_told(client, cast):
    upload(client, GOOD)
    pending = PendingImport.objects.get()
    confirm_import(pending, by=cast.analyst)
    with pytest.raises(AlreadyConfirmed):
        confirm_import(pending, by=cast.analyst)
    with pytest.raises(AlreadyConfirmed):
        discard_import(pending, by=cast.analyst)


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
    refused = confirm(client, has_unknown="True").content.decode()
    assert 'href="#id_accept_unknown' in refused
    assert "Choose to count the unknown names, or discard the file" in refused
    assert not PendingImport.objects.confirmed().exists()
    confirm_and_import(client, has_unknown="True", accept_unknown="on")
    assert Edition.objects.get().accepted_unknown


def test_the_job_stops_unknown_names_that_nobody_accepted(client):
    upload(client, UNKNOWN)
    page = confirm_and_import(client)
    assert "Not imported" in page
    assert "names that are not known" in page
    assert not Edition.objects.exists()
    assert bytes(PendingImport.objects.get().content) == b""


def test_the_preview_says_which_months_are_replaced(client):
    import_recorded_crime(source(flat_crime({"Barnet": 9}, ["201605"]), "old.csv"), by=None)
    page = upload(client, GOOD).content.decode()
    assert "1 month also held from old.csv" in page
    assert "looks older" not in page


def test_the_preview_warns_of_an_older_edition(client):
    newer = flat_crime({"Barnet": 9}, ["201605", "201606"])
    import_recorded_crime(source(newer, "newer.csv"), by=None)
    page = upload(client, GOOD).content.decode()
    assert "This file looks older than newer.csv: it ends in May 2016" in page
    assert "goes on to June 2016" in page
    assert "replaces the newer figures of 1 month with" in page


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
    assert "Not imported" in confirm_and_import(client)
    assert not Edition.objects.exists()


def test_the_same_file_twice_is_recognised(client):
    upload(client, GOOD)
    confirm_and_import(client)
    assert "Nothing has changed" in upload(client, GOOD, name="again.csv").content.decode()


def test_the_same_file_confirmed_twice_is_imported_once(client):
    upload(client, GOOD)
    confirm(client)
    upload(client, GOOD, name="again.csv")
    page = confirm_and_import(client)
    assert "Nothing has changed" in page
    assert (Edition.objects.count(), PendingImport.objects.due().count()) == (1, 0)


def test_population_is_previewed_and_imported(client):
    text = population_text({("E09000003", "Barnet"): 386083}, 2016)
    page = upload(client, text, "population", "ons.csv").content.decode()
    assert "2016 to 2016" in page
    assert "1 estimates, 2016 to 2016" in confirm_and_import(client)
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


def test_one_that_was_confirmed_is_kept_however_long_the_job_takes(client):
    upload(client, GOOD)
    confirm(client)
    PendingImport.objects.update(uploaded_at=timezone.now() - dt.timedelta(days=2))
    upload(client, UNKNOWN)
    assert import_confirmed() == 1
    assert Edition.objects.count() == 1


def test_whoever_stopped_being_an_analyst_imports_nothing(client, cast):
    upload(client, GOOD)
    confirm(client)
    cast.analyst.memberships.update(ends=dt.date(2020, 2, 1))
    assert import_confirmed() == 1
    assert "no longer an analyst" in PendingImport.objects.get().refusal
    assert not Edition.objects.exists()


def test_a_dead_broker_loses_nothing(client, monkeypatch, django_capture_on_commit_callbacks):
    def fail(*args):
        raise OSError("no broker")

    monkeypatch.setattr("assessment.tasks.import_confirmed.delay", fail)
    upload(client, GOOD)
    with django_capture_on_commit_callbacks(execute=True):
        assert "Being imported" in confirm(client).content.decode()
    assert PendingImport.objects.due().count() == 1


class TestWhenSomethingUnexpectedHappens:
    @pytest.fixture
    def two(self, client):
        upload(client, GOOD, name="first.csv")
        confirm(client)
        upload(client, flat_crime({"Barnet": 3}, ["201606"]), name="second.csv")
        confirm(client)

    @pytest.fixture
    def break_first(self, monkeypatch):
        def broken(error):
            def fail(source, kind, **options):
                if source.name == "first.csv":
                    raise error
                return import_recorded_crime(source, **options)

            monkeypatch.setattr("assessment.services.uploads.import_crime", fail)

        return broken

    def test_the_other_is_imported_and_the_reason_is_shown(self, client, two, break_first, caplog):
        break_first(RuntimeError("cosmic ray"))
        with pytest.raises(SomeFailed, match=r"import of first\.csv"):
            import_confirmed()
        assert Edition.objects.get().name == "second.csv"
        assert "cosmic ray" in caplog.text
        page = client.get(reverse("import_source")).content.decode()
        assert "nobody expected" in page
        assert "cosmic ray" not in page
        assert import_confirmed() == 0

    def test_a_database_that_was_busy_is_tried_again(self, two, break_first):
        break_first(OperationalError("database is locked"))
        with pytest.raises(SomeFailed):
            import_confirmed()
        assert PendingImport.objects.due().get().name == "first.csv"
        assert Edition.objects.get().name == "second.csv"

    def test_a_file_that_another_worker_brought_in_meanwhile(self, two, monkeypatch):
        """The unique fingerprint stops the second; looking again it is recognised."""
        raced = iter([IntegrityError("sha256")])

        def race(source, kind, **options):
            for error in raced:
                raise error
            return import_recorded_crime(source, **options)

        monkeypatch.setattr("assessment.services.uploads.import_crime", race)
        assert import_confirmed() == 2
        assert Edition.objects.count() == 2


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


def test_an_edition_taken_back_counts_no_more_and_may_come_again(client, cast):
    older = import_recorded_crime(source(GOOD), by=cast.analyst)
    newer = import_recorded_crime(source(flat_crime({"Barnet": 5}, MONTHS)), by=cast.analyst)
    area = older.areas.get()
    months = [dt.date(2016, 4, 1), dt.date(2016, 5, 1)]

    def used() -> set[int]:
        return {each.edition for each in newest(held_editions(), area.pk, months).values()}

    assert used() == {newer.pk}
    url = reverse("undo_edition", args=[newer.pk])
    page = client.post(url, follow=True).content.decode()
    assert "is taken back. Take the figures again" in page
    assert "Taken back" in page
    assert used() == {older.pk}
    assert "was taken back before" in client.post(url, follow=True).content.decode()
    again = import_recorded_crime(source(flat_crime({"Barnet": 5}, MONTHS)), by=cast.analyst)
    assert used() == {again.pk}
    client.post(reverse("undo_edition", args=[older.pk]))
    client.post(reverse("undo_edition", args=[again.pk]))
    assert held_in(area) == set()
    assert Entry.objects.filter(verb="recorded_crime.undone").count() == 3
