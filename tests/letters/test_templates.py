"""Letter templates: drafted, published, never changed again; fields that there are, no others."""

import pytest
from django.urls import reverse

from audit.models import Entry
from cases.workflow import StaleVersion, WrongStatus
from letters.models import Letterhead, LetterTemplate
from letters.samples import SAMPLES
from letters.services import (
    NameTaken,
    NotWhole,
    add_sample_templates,
    begin_letter,
    change_template,
    draft_template,
    publish_template,
    start_template,
    withdraw_template,
)
from tests.letters.desk import a_dispute, a_template, victim_of

pytestmark = pytest.mark.django_db
SAID = {"written_for": "anyone", "subject": "Your case", "body": "Dear [[name]]"}


@pytest.fixture
def client(cast, signed_in):
    return signed_in(cast.administrator)


def test_a_published_version_never_changes(cast):
    published = a_template(cast)
    with pytest.raises(WrongStatus):
        change_template(published, by=cast.administrator, version=published.version, **SAID)
    draft = draft_template(published, by=cast.administrator)
    assert (draft.edition, draft.body) == (2, published.body)
    assert draft_template(published, by=cast.administrator) == draft


def test_letters_begin_with_the_newest_published_version(cast):
    first = a_template(cast)
    draft = draft_template(first, by=cast.administrator)
    assert list(LetterTemplate.objects.in_use()) == [first]
    publish_template(draft, by=cast.administrator, version=draft.version)
    assert list(LetterTemplate.objects.in_use()) == [draft]


def test_a_letter_keeps_the_version_it_was_begun_with(cast):
    first = a_template(cast, "The old words")
    letter = begin_letter(
        (case := a_dispute(cast)),
        by=cast.officer,
        agency=cast.housing,
        party=victim_of(case),
        template=first,
        sending="post",
    )
    draft = draft_template(first, by=cast.administrator)
    change_template(draft, by=cast.administrator, version=draft.version, **SAID)
    publish_template(draft, by=cast.administrator, version=draft.version)
    letter.refresh_from_db()
    assert (letter.body, letter.template) == ("The old words", first)


def test_withdrawing_takes_every_earlier_version_along(cast):
    first = a_template(cast)
    draft = draft_template(first, by=cast.administrator)
    second = publish_template(draft, by=cast.administrator, version=draft.version)
    withdraw_template(second, by=cast.administrator, reason="Out of date")
    assert not LetterTemplate.objects.in_use().exists()
    assert Entry.objects.filter(verb="letter_template.withdrawn").count() == 2


def test_an_unknown_field_is_refused_wherever_it_comes_from(cast):
    with pytest.raises(NotWhole):
        start_template(by=cast.administrator, name="Odd", **{**SAID, "body": "[[password]]"})


def test_two_templates_have_two_names(cast):
    a_template(cast)
    with pytest.raises(NameTaken):
        start_template(by=cast.administrator, name="TEMPLATE 0", **SAID)


def test_a_stale_draft_is_not_published(cast):
    draft = start_template(by=cast.administrator, name="New", **SAID)
    seen = draft.version
    change_template(draft, by=cast.administrator, version=seen, **{**SAID, "subject": "Other"})
    with pytest.raises(StaleVersion):
        publish_template(draft, by=cast.administrator, version=seen)


def test_a_new_installation_has_the_samples_published(db):
    add_sample_templates()
    assert LetterTemplate.objects.in_use().count() == len(SAMPLES) == 8


def test_the_form_names_the_unknown_field_and_lists_the_known_ones(cast, client):
    typed = {**SAID, "name": "New", "body": "Dear [[naem]] {{ user.password }}"}
    page = client.post(reverse("start_letter_template"), typed).content.decode()
    assert "there is no [[naem]]" in page
    assert "[[case reference]]" in page
    assert "{{ user.password }}" in page
    assert not LetterTemplate.objects.exists()


def test_a_draft_goes_from_form_to_published(cast, client):
    client.post(reverse("start_letter_template"), {**SAID, "name": "New"})
    row = LetterTemplate.objects.get()
    client.post(
        reverse("change_letter_template", args=[row.pk]),
        {**SAID, "body": "Hello [[name]]", "version": row.version},
    )
    assert (
        "Hello Marjorie Pell"
        in client.get(reverse("letter_template", args=[row.pk])).content.decode()
    )
    row.refresh_from_db()
    client.post(reverse("publish_letter_template", args=[row.pk]), {"version": row.version})
    row.refresh_from_db()
    assert row.status == "published"
    assert client.get(reverse("change_letter_template", args=[row.pk])).status_code == 403
    client.post(reverse("draft_letter_template", args=[row.pk]))
    client.post(reverse("withdraw_letter_template", args=[row.pk]), {"reason": "Old"})
    row.refresh_from_db()
    assert row.status == "withdrawn"


def test_a_stale_save_shows_both_versions_and_keeps_what_was_typed(cast, client):
    row = start_template(by=cast.administrator, name="New", **SAID)
    seen = row.version
    change_template(row, by=cast.administrator, version=seen, **{**SAID, "body": "Their words"})
    page = client.post(
        reverse("change_letter_template", args=[row.pk]),
        {**SAID, "body": "My words", "version": seen},
    ).content.decode()
    assert "Their words" in page
    assert "My words" in page
    row.refresh_from_db()
    assert row.body == "Their words"


def test_a_script_in_a_template_is_shown_as_text(cast, client):
    script = "<script>alert(1)</script>"
    row = start_template(by=cast.administrator, name="New", **{**SAID, "body": script})
    page = client.get(reverse("letter_template", args=[row.pk])).content.decode()
    assert script not in page
    assert "&lt;script&gt;" in page


def test_a_letterhead_is_entered_changed_and_compared(cast, client):
    address = reverse("change_letterhead", args=[cast.housing.slug])
    said = {"address": "1 High Street", "phone": "02079460111", "email": ""}
    client.post(address, {**said, "version": 0})
    assert Letterhead.objects.get(agency=cast.housing).phone == "020 7946 0111"
    stale = client.post(address, {**said, "address": "2 Low Street", "version": 0})
    assert "1 High Street" in stale.content.decode()
    assert "2 Low Street" in stale.content.decode()
    client.post(address, {**said, "address": "2 Low Street", "version": 1})
    assert Letterhead.objects.get(agency=cast.housing).address == "2 Low Street"
    assert "2 Low Street" in client.get(reverse("list_letterheads")).content.decode()
