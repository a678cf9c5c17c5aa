"""A letter is begun from a template, checked, made, sent; and stopped where it would do harm."""

from io import BytesIO

import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document as WordDocument
from post_office.models import Email

from audit.models import Entry
from cases.models import CaseEvent, CaseShare, Document, Handling, Note, Party, PartyRole
from cases.services import add_note, add_party, share_case
from cases.services.links import link_cases
from cases.services.merging import merge_case
from cases.workflow import StaleVersion, WrongStatus
from letters.models import Letter, Letterhead, LetterStatus
from letters.services import (
    ReasonNeeded,
    Stopped,
    begin_letter,
    make_letter,
    record_sending,
    save_letter,
    set_letter_aside,
    take_letter_away,
    take_new_address,
)
from tests.letters.desk import (
    HERS,
    HIS,
    SAFE_PLACE,
    a_dispute,
    a_letter,
    a_letterhead,
    a_template,
    alleged_of,
    put,
    safely,
    victim_of,
)
from tests.letters.test_merging import HOSTILE

KEPT = "The allergy clinic on Thursdays is where she waits for the bus"

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast):
    a_letterhead(cast)
    return a_dispute(cast)


def page_of(letter):
    return reverse("check_letter", args=[letter.pk])


def make(letter, by, reason=""):
    letter.refresh_from_db()
    return make_letter(letter, by=by, version=letter.version, reason=reason)


def stops(letter, by):
    with pytest.raises(Stopped) as refusal:
        make(letter, by)
    return {finding.code for finding in refusal.value.findings}


def words_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", " ")


def test_a_letter_is_begun_with_every_field_filled(cast, case):
    body = "Dear [[name]] of\n[[address]], [[case reference]], [[our phone]], [[officer]]"
    letter = a_letter(cast, victim_of(case), template=a_template(cast, body))
    assert letter.body == (
        f"Dear Vera Harmer of\n12 Tannery Walk\nNorthbridge\nNB3 1AA, {case.reference}, "
        "020 7946 0111, Officer Tester"
    )


def test_a_letter_is_made_as_pdf_and_word_and_kept(cast, case):
    letter = make(a_letter(cast, victim_of(case)), cast.officer)
    pdf = take_letter_away(letter, by=cast.officer, kind="pdf")
    word = take_letter_away(letter, by=cast.officer, kind="docx")
    text = "\n".join(each.text for each in WordDocument(BytesIO(word.content)).paragraphs)
    for said in (text, words_of(pdf.content)):
        for part in ("Vera Harmer", "12 Tannery Walk", case.reference, "1 High Street"):
            assert part in said
    assert "Harmer" not in pdf.name
    event = CaseEvent.objects.get(case=case, source=f"letter {letter.pk}")
    assert "made" in event.text


def test_the_log_tells_of_it_without_a_word_of_it(cast, case):
    letter = a_letter(cast, victim_of(case), body="Something private")
    save_letter(letter, by=cast.officer, version=letter.version, subject="Another subject")
    record_sending(make(letter, cast.officer), by=cast.officer, sent_on=timezone.localdate())
    entries = Entry.objects.filter(trail=f"letter {letter.pk}").order_by("pk")
    assert [entry.verb for entry in entries] == [
        "letter.begun",
        "letter.changed",
        "letter.made",
        "letter.sent",
    ]
    told = " ".join(f"{e.subject} {e.changes} {e.recipients}" for e in entries)
    assert not any(word in told for word in ("private", "Another", "Harmer", "Tannery"))


def test_what_left_is_kept_among_the_documents_as_it_was(cast, case):
    letter = make(a_letter(cast, victim_of(case)), cast.officer)
    assert not Document.objects.exists()
    victim_of(case).person.__class__.objects.update(family_name="Married")
    Letterhead.objects.update(address="9 Elsewhere")
    letter = Letter.objects.get(pk=letter.pk)
    record_sending(letter, by=cast.officer, sent_on=timezone.localdate())
    document = Document.objects.get()
    assert (document.kind, document.handling) == ("letter", letter.handling)
    assert "Harmer" not in document.title + document.file.name
    said = words_of(take_letter_away(letter, by=cast.officer, kind="pdf").content)
    assert "Vera Harmer" in said
    assert "1 High Street" in said
    assert "Married" not in said


def test_a_letter_to_one_side_with_the_home_of_the_other_is_stopped(cast, case):
    to_her = a_letter(cast, victim_of(case), body="He lives at 31 mill ln.")
    to_him = a_letter(cast, alleged_of(case), body="It was heard at No 12, TANNERY WLK")
    assert stops(to_her, cast.coordinator) == {"other_side"}
    assert stops(to_him, cast.cochair_police) == {"other_side"}
    assert not Letter.objects.exclude(status=LetterStatus.DRAFT).exists()


def test_no_reason_lets_a_stopped_letter_leave(cast, case):
    letter = a_letter(cast, victim_of(case), body=f"Near {HIS['postcode'].lower()}")
    with pytest.raises(Stopped):
        make(letter, cast.coordinator, reason="I know better")


def test_the_home_of_somebody_in_a_linked_case_is_guarded_too(cast, case):
    other = a_dispute(cast)
    put(other, "Wilma", "Watcher", PartyRole.WITNESS, address="77 Chapel Hill", postcode="")
    letter = a_letter(cast, alleged_of(case), body="Keep away from 77 Chapel Hill")
    assert make(letter, cast.officer).status == LetterStatus.MADE
    link_cases(case, by=cast.officer, other=other, kind="place", reason="One block")
    again = a_letter(cast, alleged_of(case), body="Keep away from 77 Chapel Hill")
    assert stops(again, cast.coordinator) == {"other_side"}


def test_in_a_counter_allegation_each_is_guarded_from_the_other(cast, case):
    hers, his = victim_of(case), alleged_of(case)
    add_party(case, by=None, person=hers.person, role=PartyRole.ALLEGED_PERPETRATOR, **HERS)
    add_party(case, by=None, person=his.person, role=PartyRole.VICTIM, **HIS)
    for party, other in ((hers, HIS), (his, HERS)):
        assert stops(a_letter(cast, party, body=other["address"]), cast.officer) == {"other_side"}
        own = HERS if other is HIS else HIS
        assert make(a_letter(cast, party, body=own["address"]), cast.officer)


def test_two_readers_at_one_address_may_each_be_written_to(cast, case):
    son = put(case, "Sam", "Harmer", PartyRole.WITNESS, **HERS)
    for party in (son, victim_of(case)):
        make(a_letter(cast, party, body="At 12 Tannery Walk it was loud"), cast.officer)


def test_a_letter_to_a_home_shared_with_the_other_side_asks_for_a_reason(cast, case):
    Party.objects.filter(pk=alleged_of(case).pk).update(**HERS)
    letter = a_letter(cast, victim_of(case))
    with pytest.raises(ReasonNeeded):
        make(letter, cast.officer)
    made = make(letter, cast.officer, reason="She asked for it and collects the post herself")
    assert made.passed == ["shared_home"]


def test_safe_contact_stops_the_ways_it_does_not_allow(cast, case):
    safely(cast, victim_of(case), safe_ways=["phone", "text"], phone="020 7946 0000")
    for sending in ("post", "email", "visit"):
        letter = a_letter(cast, victim_of(case), sending=sending)
        assert "unsafe_way" in stops(letter, cast.coordinator), sending


def test_whoever_is_reached_through_somebody_else_gets_nothing_written_sent(cast, case):
    everything = ["phone", "text", "email", "post", "visit"]
    safely(cast, victim_of(case), safe_ways=everything, only_through_another=True)
    for sending in ("post", "email"):
        letter = a_letter(cast, victim_of(case), sending=sending)
        assert "unsafe_way" in stops(letter, cast.coordinator), sending
    by_hand = a_letter(cast, victim_of(case), sending="visit")
    assert make(by_hand, cast.officer).status == LetterStatus.MADE


def test_safe_contact_of_the_same_person_in_another_case_counts(cast, case):
    other = a_dispute(cast)
    again = add_party(other, by=None, person=victim_of(case).person, role="victim", **HERS)
    Party.objects.filter(case=other, role="victim").exclude(pk=again.pk).delete()
    safely(cast, again, safe_ways=["phone"])
    assert stops(a_letter(cast, victim_of(case)), cast.coordinator) == {"unsafe_way"}


def test_nothing_tells_him_of_her_safe_place(cast, case):
    safely(
        cast,
        victim_of(case),
        safe_ways=["phone"],
        address=SAFE_PLACE,
        phone="020 7946 0055",
        email="vera.safe@example.org",
    )
    for words in ("9 harbour st", "nb99zz", "+44 2079460055", "VERA.SAFE@example.org"):
        letter = a_letter(cast, alleged_of(case), body=f"We know of {words} now")
        assert stops(letter, cast.coordinator) == {"other_side"}, words


def test_her_own_safe_place_is_not_posted_to_her_old_home(cast, case):
    safely(cast, victim_of(case), safe_ways=["visit"], address=SAFE_PLACE)
    letter = a_letter(cast, victim_of(case), sending="visit", body="See you at 9 Harbour Street")
    assert stops(letter, cast.officer) == {"own_safe_place"}


def test_a_letter_begun_before_she_moved_does_not_go_to_the_old_home(cast, case):
    victim = victim_of(case)
    letter = a_letter(cast, victim)
    Party.objects.filter(pk=victim.pk).update(address="5 New Street", postcode="NB5 5AA")
    assert stops(letter, cast.officer) == {"address_changed"}
    letter.refresh_from_db()
    take_new_address(letter, by=cast.officer, version=letter.version)
    assert make(letter, cast.officer).address == "5 New Street\nNB5 5AA"


def test_one_made_before_she_moved_is_checked_again_before_it_leaves(cast, case):
    victim = victim_of(case)
    letter = make(a_letter(cast, victim), cast.officer)
    Party.objects.filter(pk=victim.pk).update(address="5 New Street", postcode="NB5 5AA")
    letter = Letter.objects.get(pk=letter.pk)
    today = timezone.localdate()
    with pytest.raises(Stopped):
        take_letter_away(letter, by=cast.officer, kind="pdf")
    with pytest.raises(Stopped):
        record_sending(letter, by=cast.officer, sent_on=today)
    record_sending(letter, by=cast.officer, sent_on=today, left_already=True)
    assert Entry.objects.filter(verb="letter.sent_in_spite").count() == 1
    assert "although a check stops it" in CaseEvent.objects.get(source=f"letter {letter.pk}").text


def test_a_witness_named_in_a_letter_asks_for_a_reason_that_stays_with_it(cast, case):
    put(case, "Wilma", "Watcher", PartyRole.WITNESS)
    letter = a_letter(cast, alleged_of(case), body="As Wilma Watcher saw")
    with pytest.raises(ReasonNeeded):
        make(letter, cast.officer, reason="  ")
    made = make(letter, cast.officer, reason="She agreed in writing")
    assert (made.passed, made.passed_reason) == (["names"], "She agreed in writing")
    assert Entry.objects.get(verb="letter.made").reason == "She agreed in writing"


def test_only_a_coordinator_lets_a_kept_note_leave(cast, case):
    kept = "The tenant was seen to carry boxes out of the shop twice."
    add_note(case, by=cast.officer, agency=cast.housing, text=kept, handling=Handling.PANEL)
    letter = a_letter(cast, alleged_of(case), body=f"We were told: {kept}")
    assert stops(letter, cast.officer) == {"kept_note"}
    assert make(letter, cast.coordinator, reason="The panel agreed").passed == ["kept_note"]
    assert Note.objects.count() == 1


def test_what_is_missing_is_named(cast, case):
    template = a_template(cast, "On [[next meeting]]. [[fill in: what was done]]")
    letter = a_letter(cast, victim_of(case), template=template)
    with pytest.raises(Stopped) as refusal:
        make(letter, cast.officer)
    assert [finding.says for finding in refusal.value.findings] == [
        "Fill in or take out: next meeting",
        "Fill in or take out: what was done",
    ]


def test_a_letter_without_an_address_goes_by_hand_but_not_by_post(cast, case):
    nowhere = put(case, "Nora", "Nowhere", PartyRole.WITNESS)
    assert stops(a_letter(cast, nowhere), cast.officer) == {"no_address"}
    assert make(a_letter(cast, nowhere, sending="visit"), cast.officer)


def test_an_agency_without_a_letterhead_cannot_send(cast, case):
    letter = a_letter(cast, victim_of(case), agency=cast.police)
    assert stops(letter, cast.officer) == {"no_desk"}


def test_by_email_only_a_notice_with_the_reference_leaves(cast, case, mail_queue):
    letter = a_letter(cast, alleged_of(case), sending="email", body="Private words")
    save_letter(letter, by=cast.officer, version=1, email="alan@example.org")
    assert make(letter, cast.officer).status == LetterStatus.SENT
    message = mail_queue()[-1]
    assert message.to == ["alan@example.org"]
    assert case.reference in message.message
    assert "020 7946 0111" in message.message
    for said in ("Private", "Alan", "Blamed"):
        assert said not in message.subject + message.message


def test_its_words_leave_where_safe_contact_allows_email(cast, case, mail_queue):
    safely(cast, victim_of(case), safe_ways=["email"], email="vera.safe@example.org")
    letter = a_letter(cast, victim_of(case), sending="email", body="{{ user }} private words")
    make(letter, cast.officer)
    message = mail_queue()[-1]
    assert message.to == ["vera.safe@example.org"]
    assert message.message == "{{ user }} private words"
    assert message.html_message == ""
    assert letter.email == ""


def test_an_agency_is_sent_a_notice_with_a_link(cast, case, mail_queue):
    letter = begin_letter(
        case,
        by=cast.officer,
        agency=cast.housing,
        to_agency=cast.police,
        template=a_template(cast),
        sending="email",
    )
    save_letter(letter, by=cast.officer, version=1, email="desk@police.example")
    make(letter, cast.officer)
    assert f"/letters/{letter.pk}/" in mail_queue()[-1].message


def test_an_agency_that_sees_the_case_may_read_of_its_people_and_no_other(cast, case):
    def to(agency):
        return begin_letter(
            case,
            by=cast.officer,
            agency=cast.housing,
            to_agency=agency,
            template=a_template(cast, "About Alan Blamed, 31 Mill Lane"),
            sending="visit",
        )

    assert make(to(cast.police), cast.officer)
    assert "other_side" in stops(to(cast.outside), cast.officer)
    share_case(case, by=cast.coordinator, agency=cast.health, level="summary", reason="-")
    assert "other_side" in stops(to(cast.health), cast.officer)


def test_not_even_an_agency_is_told_how_she_is_safely_reached(cast, case):
    safely(cast, victim_of(case), safe_ways=["phone"], phone="020 7946 0055")
    letter = begin_letter(
        case,
        by=cast.officer,
        agency=cast.housing,
        to_agency=cast.police,
        template=a_template(cast, "Call her on 02079460055"),
        sending="visit",
    )
    assert stops(letter, cast.coordinator) == {"other_side"}


@pytest.mark.parametrize("hostile", HOSTILE)
def test_nothing_typed_is_a_command_on_paper(cast, case, hostile):
    letter = a_letter(cast, victim_of(case), body=f"Say {hostile} twice", sending="visit")
    if "[[" in hostile:
        assert stops(letter, cast.officer) == {"unfilled"}
        return
    file = take_letter_away(make(letter, cast.officer), by=cast.officer, kind="pdf")
    assert "".join(hostile.split()) in "".join(words_of(file.content).split())


def test_a_name_is_never_read_as_a_field(cast, case):
    odd = put(case, "[[case reference]]", "{{ 7 }}", PartyRole.WITNESS)
    letter = a_letter(cast, odd, sending="visit")
    assert letter.body.startswith("Dear [[case reference]] {{ 7 }},")


def test_four_hundred_lines_are_checked_and_printed(cast, case):
    body = "\n".join(f"On day {n} it was loud." for n in range(400))
    letter = make(a_letter(cast, victim_of(case), body=body), cast.officer)
    assert "On day 399" in words_of(take_letter_away(letter, by=cast.officer, kind="pdf").content)


def test_a_made_letter_never_changes(cast, case):
    letter = make(a_letter(cast, victim_of(case)), cast.officer)
    with pytest.raises(WrongStatus):
        save_letter(letter, by=cast.officer, version=letter.version, body="Other words")
    with pytest.raises(WrongStatus):
        take_new_address(letter, by=cast.officer, version=letter.version)
    with pytest.raises(WrongStatus):
        make_letter(letter, by=cast.officer, version=letter.version)


def test_what_is_made_is_what_was_looked_at(cast, case):
    letter = a_letter(cast, victim_of(case))
    seen = letter.version
    save_letter(letter, by=cast.coordinator, version=seen, body="Other words")
    with pytest.raises(StaleVersion):
        make_letter(letter, by=cast.officer, version=seen)


def test_a_letter_set_aside_is_not_sent(cast, case):
    letter = set_letter_aside(a_letter(cast, victim_of(case)), by=cast.officer)
    with pytest.raises(WrongStatus):
        make(letter, cast.officer)


def test_nobody_is_written_to_whom_telling_would_be_unsafe(cast, case):
    Party.objects.filter(pk=victim_of(case).pk).update(knows_of_referral="unsafe")
    assert stops(a_letter(cast, victim_of(case)), cast.coordinator) == {"unsafe_to_tell"}


def test_a_letter_only_they_may_make_is_put_before_the_coordinator_once(cast, case, signed_in):
    add_note(case, by=cast.officer, agency=cast.housing, text=KEPT, handling=Handling.OWN)
    letter = a_letter(cast, victim_of(case), body=KEPT)
    officer, coordinator = signed_in(cast.officer), signed_in(cast.coordinator)
    assert "Ask them to look at it" in officer.get(page_of(letter)).content.decode()
    assert officer.post(reverse("ask_for_letter", args=[letter.pk])).status_code == 302
    assert page_of(letter) in coordinator.get("/").content.decode()
    assert page_of(letter) not in officer.get("/").content.decode()
    told = Email.objects.filter(subject__contains="is waiting for you", to=[cast.coordinator.email])
    assert told.filter(message__contains=page_of(letter)).count() == 1
    officer.post(reverse("ask_for_letter", args=[letter.pk]))
    assert told.count() == 1
    make(letter, cast.coordinator, reason="The housing officer agrees")
    assert page_of(letter) not in coordinator.get("/").content.decode()
    assert [e.verb for e in Entry.objects.filter(trail=f"letter {letter.pk}")].count(
        "letter.asked"
    ) == 1


def test_the_letters_of_a_merged_case_are_with_the_one_that_goes_on(cast, case, signed_in):
    letter = make(a_letter(cast, victim_of(case)), cast.officer)
    into = a_dispute(cast)
    seeing = CaseShare.objects.current().filter(case__in=(case, into)).select_related("agency")
    levels = {share.agency: "full" for share in seeing}
    merge_case(case, by=cast.coordinator, into=into, levels=levels, reason="One matter")
    page = signed_in(cast.coordinator).get(reverse("case_letters", args=[into.reference]))
    assert [row.pk for row in page.context["page"].rows] == [letter.pk]
    assert f"of {case.reference}" in page.content.decode()
