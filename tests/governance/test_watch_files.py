"""Administrators see how many files wait for the virus scanner, and since when."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from files.models import StoredFile
from governance.queries import work_list

pytestmark = pytest.mark.django_db
HELD = "Files have waited for the virus scanner for over an hour"


def held_back(minutes: int, status: str = "waiting") -> StoredFile:
    since = timezone.now() - dt.timedelta(minutes=minutes)
    return StoredFile.objects.create(
        sha256="0" * 64, size=1, kind="txt", name="a.txt", status=status, stored_at=since
    )


def page(cast, signed_in):
    return signed_in(cast.administrator).get(reverse("jobs")).content.decode()


def test_without_a_scanner_the_page_says_so(cast, signed_in):
    assert "No virus scanner is set up" in page(cast, signed_in)


def test_with_one_it_counts_what_waits(cast, signed_in, settings):
    settings.CLAMD_ADDRESS = "127.0.0.1:1"
    held_back(5)
    held_back(9, status="failed")
    shown = page(cast, signed_in)
    assert "No virus scanner" not in shown
    assert "The oldest waits since" in shown


def test_the_administrator_owes_it_a_look_after_an_hour(cast):
    held_back(50)
    assert HELD not in [item.text for item in work_list(cast.administrator)]
    held_back(70, status="failed")
    assert HELD in [item.text for item in work_list(cast.administrator)]
    assert HELD not in [item.text for item in work_list(cast.coordinator)]


def test_what_was_never_to_be_scanned_waits_for_nobody(cast):
    held_back(70, status="unscanned")
    assert HELD not in [item.text for item in work_list(cast.administrator)]
