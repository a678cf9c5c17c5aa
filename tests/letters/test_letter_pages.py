"""A letter on the screen: from choosing whom to write to, to saying that it has left."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Agency
from cases.models import Party, PartyRole
from cases.services import move_case, restrict_case
from letters.models import Letter, LetterStatus
from letters.services import make_letter, save_letter
from tests.home.counting import queries_of
from tests.letters.desk import (
    a_dispute,
    a_letter,
    a_letterhead,
    a_template,
    alleged_of,
    put,
    safely,
    victim_of,
)
from tests.people import person_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast):
    a_letterhead(cast)
    return a_dispute(cast)


@pytest.fixture
def client(cast, signed_in):
    return signed_in(cast.officer)


def begin(client, case, template, to, **more):
    typed = {"to": to, "template": template.pk, "sending": "post", **more}
    typed.setdefault("agency", case.lead_agency_id)
    return client.post(reverse("write_letter", args=[case.reference]), typed)


def typed_of(letter, **more):
    said = {"subject": letter.subject, "body": letter.body, "sending": letter.sending}
    return {**said, "email": "", "handling": "share", "version": letter.version, **more}


def test_from_template_to_letter_sent(cast, case, client):
    begin(client, case, a_template(cast), victim_of(case).pk)
    letter = Letter.objects.get()
    page = client.get(reverse("change_letter", args=[letter.pk])).content.decode()
    assert "Dear Vera Harmer" in page
    saved = client.post(
        reverse("change_letter", args=[letter.pk]), typed_of(letter, body="Dear Vera,\n\nBye.")
    )
    assert saved["Location"] == reverse("check_letter", args=[letter.pk])
    letter.refresh_from_db()
    page = client.get(saved["Location"]).content.decode()
    assert page.count("Passed") == 7
    assert "12 Tannery Walk" in page
    client.post(saved["Location"], {"version": letter.version})
    letter.refresh_from_db()
    assert letter.status == LetterStatus.MADE
    pdf = client.get(reverse("letter_pdf", args=[letter.pk]))
    assert pdf["Content-Type"] == "application/pdf"
    assert "Harmer" not in pdf["Content-Disposition"]
    client.post(reverse("record_sending", args=[letter.pk]), {"sent_on": "today"})
    letter.refresh_from_db()
    assert (letter.status, letter.sent_on) == (LetterStatus.SENT, timezone.localdate())
    assert "Sent" in client.get(reverse("case_letters", args=[case.reference])).content.decode()


def test_a_template_for_somebody_else_is_refused_and_what_was_typed_stays(cast, case, client):
    template = a_template(cast)
    type(template).objects.filter(pk=template.pk).update(written_for="alleged")
    page = begin(client, case, template, victim_of(case).pk)
    assert "this one is for an alleged perpetrator" in page.content.decode()
    assert begin(client, case, template, alleged_of(case).pk).status_code == 302


def test_an_agency_must_be_named(cast, case, client):
    template = a_template(cast)
    assert "Select the agency" in begin(client, case, template, "agency").content.decode()
    begin(client, case, template, "agency", to_agency=cast.police.pk)
    assert Letter.objects.get().to_agency == cast.police


def test_nobody_writes_for_an_agency_that_is_neither_theirs_nor_leads(cast, case, client):
    page = begin(
        client, case, a_template(cast), victim_of(case).pk, agency=cast.police.pk
    ).content.decode()
    assert "govuk-error-message" in page
    assert not Letter.objects.exists()


def test_somebody_of_another_case_cannot_be_written_to(cast, case, client):
    other = victim_of(a_dispute(cast))
    assert begin(client, case, a_template(cast), other.pk).status_code == 200
    assert not Letter.objects.exists()


def test_a_stopped_letter_says_why_and_has_no_button(cast, case, client):
    letter = a_letter(cast, alleged_of(case), body="You were at 12 Tannery Wlk")
    address = reverse("check_letter", args=[letter.pk])
    page = client.get(address).content.decode()
    assert "The letter has the address of a victim" in page
    assert "Make the letter" not in page
    client.post(address, {"version": letter.version, "reason": "Let it go"})
    letter.refresh_from_db()
    assert letter.status == LetterStatus.DRAFT


def test_safe_contact_stops_without_saying_what_it_is(cast, case, client):
    safely(
        cast,
        victim_of(case),
        safe_ways=["phone"],
        phone="020 7946 0055",
        code_word="Lighthouse",
        safe_times="After 2pm",
    )
    letter = a_letter(cast, victim_of(case))
    page = client.get(reverse("check_letter", args=[letter.pk])).content.decode()
    assert "does not allow a letter by post: ask Victim Support" in page
    for secret in ("0055", "Lighthouse", "After 2pm"):
        assert secret not in page


def test_a_warning_asks_for_a_reason_by_its_field(cast, case, client):
    put(case, "Wilma", "Watcher", PartyRole.WITNESS)
    letter = a_letter(cast, alleged_of(case), body="As Wilma Watcher saw")
    address = reverse("check_letter", args=[letter.pk])
    page = client.post(address, {"version": letter.version, "reason": ""}).content.decode()
    assert "Enter why it may leave all the same" in page
    client.post(address, {"version": letter.version, "reason": "She agreed"})
    letter.refresh_from_db()
    assert letter.passed_reason == "She agreed"


def test_a_restricted_case_asks_for_the_coordinator(cast, case, client, signed_in):
    restrict_case(
        case, by=cast.coordinator, people=[cast.officer, cast.coordinator], reason="Staff"
    )
    letter = a_letter(cast, victim_of(case))
    address = reverse("check_letter", args=[letter.pk])
    assert "Only the panel coordinator" in client.get(address).content.decode()
    said = {"version": letter.version, "reason": "The panel agreed"}
    client.post(address, said)
    letter.refresh_from_db()
    assert letter.status == LetterStatus.DRAFT
    signed_in(cast.coordinator).post(address, said)
    letter.refresh_from_db()
    assert letter.status == LetterStatus.MADE


def test_a_changed_address_is_offered(cast, case, client):
    letter = a_letter(cast, victim_of(case))
    Party.objects.filter(pk=victim_of(case).pk).update(address="5 New Street", postcode="NB5 5AA")
    page = client.get(reverse("check_letter", args=[letter.pk])).content.decode()
    assert "Take the new address" in page
    client.post(reverse("take_new_address", args=[letter.pk]), {"version": letter.version})
    page = client.get(reverse("check_letter", args=[letter.pk])).content.decode()
    assert "5 New Street" in page
    assert "Make the letter" in page


def test_a_stale_save_shows_both_and_keeps_what_was_typed(cast, case, client):
    letter = a_letter(cast, victim_of(case))
    typed = typed_of(letter, body="My words")
    save_letter(letter, by=cast.coordinator, version=letter.version, body="Their words")
    page = client.post(reverse("change_letter", args=[letter.pk]), typed).content.decode()
    assert "My words" in page
    assert "Their words" in page
    letter.refresh_from_db()
    assert letter.body == "Their words"


def test_forged_fields_are_ignored(cast, case, client):
    letter = a_letter(cast, victim_of(case))
    client.post(
        reverse("change_letter", args=[letter.pk]),
        typed_of(letter, address="31 Mill Lane", status="sent", agency=cast.police.pk),
    )
    letter.refresh_from_db()
    assert letter.address.startswith("12 Tannery Walk")
    assert (letter.status, letter.agency) == (LetterStatus.DRAFT, cast.housing)


def test_a_script_in_a_letter_is_shown_as_text(cast, case, client):
    script = "<script>alert(1)</script>"
    letter = a_letter(cast, victim_of(case), body=script)
    Letter.objects.filter(pk=letter.pk).update(subject=script)
    for name in ("letter", "change_letter", "check_letter"):
        assert script not in client.get(reverse(name, args=[letter.pk])).content.decode()
    assert script not in client.get(reverse("case_letters", args=[case.reference])).content.decode()


def test_a_draft_is_no_other_agencys_and_an_own_letter_stays_its_own(cast, case, signed_in):
    colleague = signed_in(cast.offender_manager)
    letter = a_letter(cast, victim_of(case))
    address = reverse("letter", args=[letter.pk])
    assert colleague.get(address).status_code == 404
    make_letter(letter, by=cast.officer, version=letter.version)
    assert colleague.get(address).status_code == 200
    Letter.objects.filter(pk=letter.pk).update(handling="own")
    assert colleague.get(address).status_code == 404
    assert signed_in(cast.coordinator).get(address).status_code == 200


def test_whoever_writes_for_the_lead_agency_sees_their_draft(cast, case, signed_in):
    officer = person_of("officer", cast.police)
    client = signed_in(officer)
    begin(client, case, a_template(cast), victim_of(case).pk, agency=cast.housing.pk)
    letter = Letter.objects.get()
    assert client.get(reverse("change_letter", args=[letter.pk])).status_code == 200


def test_a_draft_has_no_file(cast, case, client):
    letter = a_letter(cast, victim_of(case))
    for name in ("letter_pdf", "letter_word"):
        assert client.get(reverse(name, args=[letter.pk])).status_code == 404


def test_a_letter_is_set_aside(cast, case, client):
    letter = a_letter(cast, victim_of(case))
    client.post(reverse("set_letter_aside", args=[letter.pk]))
    assert client.post(reverse("set_letter_aside", args=[letter.pk])).status_code == 403
    letter.refresh_from_db()
    assert letter.status == LetterStatus.SET_ASIDE


def test_a_closed_case_may_still_be_written_about(cast, case, client):
    move_case(case, by=cast.coordinator, to="closed", reason="Quiet")
    assert client.get(reverse("write_letter", args=[case.reference])).status_code == 200
    overview = client.get(reverse("case", args=[case.reference])).content.decode()
    assert reverse("write_letter", args=[case.reference]) in overview


@pytest.mark.parametrize("name", ["case_letters", "check_letter", "letter"])
def test_a_page_costs_the_same_with_ten_and_thirty(cast, case, client, name):
    template = a_template(cast)
    letter = a_letter(cast, victim_of(case), template=template)
    key = case.reference if name == "case_letters" else letter.pk

    def fill(number):
        for n in range(number):
            party = put(case, f"Ann{n}", "Seen", PartyRole.WITNESS, address=f"{n} Long Road")
            a_letter(cast, party, template=template)
            Agency.objects.get_or_create(
                name=f"A{n}", defaults={"short_name": "A", "slug": f"a{n}", "kind": "other"}
            )
        return queries_of(client, "get", reverse(name, args=[key]))

    queries_of(client, "get", reverse(name, args=[key]))  # notes the session as active
    ten = fill(10)
    assert fill(20) == ten
    assert ten <= (8 if name == "case_letters" else 15)
