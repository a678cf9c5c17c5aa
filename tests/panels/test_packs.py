"""Packs are made in the background, each once; a new version says what changed; the PDF is one
reader's; and nothing leaves that its reader may not see."""

import io
import re
from datetime import timedelta

import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.models import Entry
from cases.models import Handling, PartyRole, ShareLevel
from cases.services import add_note, add_party, share_case, stop_sharing_case
from panels import services
from panels.models import InformationAnswer, PaperFile, PaperPack
from panels.queries.papers import differences, sections
from panels.queries.printing import paper_of
from panels.services import papers as paper_services
from people.services import add_person
from tests.panels.meetings import a_meeting, a_panel, agree
from tests.people import Cast, a_case
from ui.papers import pdf_bytes


def half_agreed(cast: Cast, *, shared_with=()):
    """A meeting that both have agreed, its packs asked for and not made."""
    case = a_case(cast, shared_with=shared_with)
    meeting = a_meeting(cast)
    for chair in (cast.cochair_police, cast.cochair_council):
        meeting.refresh_from_db()
        services.agree_agenda(meeting, by=chair, agenda_version=meeting.agenda_version)
    return meeting, case


def url(meeting, name="meeting_papers") -> str:
    return reverse(name, args=[meeting.reference])


def papers_mails(mail_queue):
    return [mail for mail in mail_queue() if mail.subject.startswith("Papers for meeting")]


def test_agreeing_asks_for_packs_and_the_job_makes_and_announces_each_once(
    cast: Cast, signed_in, mail_queue
) -> None:
    meeting, _ = half_agreed(cast)
    assert papers_mails(mail_queue) == []
    assert signed_in(cast.officer).get(url(meeting)).status_code == 404
    assert services.make_due_packs() == 4
    assert services.make_due_packs() == 0
    mails = papers_mails(mail_queue)
    told = [mail.to[0] for mail in mails]
    assert told.count(cast.officer.email) == 1
    assert len(told) == len(set(told))
    assert signed_in(cast.officer).get(url(meeting)).status_code == 200


def test_a_pack_that_fails_keeps_no_other_back(cast: Cast, monkeypatch, mail_queue) -> None:
    meeting, _ = half_agreed(cast)
    real = paper_services.reader_of

    def broken(agency):
        if agency == cast.police:
            raise RuntimeError
        return real(agency)

    monkeypatch.setattr(paper_services, "reader_of", broken)
    assert services.make_due_packs() == 3
    monkeypatch.undo()
    assert services.make_due_packs() == 1
    assert meeting.packs.filter(made_version=1).count() == 4


def test_an_agenda_that_changed_before_the_packs_were_made_sends_none(
    cast: Cast, mail_queue
) -> None:
    meeting, case = half_agreed(cast)
    services.set_minutes(meeting.items.get(), by=cast.cochair_police, minutes=30, version=1)
    assert services.make_due_packs() == 0
    assert papers_mails(mail_queue) == []
    agree(meeting, cast)
    assert {pack.made_version for pack in meeting.packs.all()} == {2}


def test_the_page_says_how_many_are_made_and_who_opened_them(cast: Cast, signed_in) -> None:
    meeting, _ = half_agreed(cast)
    client = signed_in(cast.coordinator)
    assert "0 of 4 packs made and sent" in client.get(url(meeting, "sent_papers")).content.decode()
    services.make_due_packs()
    signed_in(cast.officer).get(url(meeting))
    page = client.get(url(meeting, "sent_papers")).content.decode()
    assert "4 of 4 packs made and sent" in page
    assert str(cast.officer) in page


def test_a_new_version_goes_only_where_something_changed_and_lists_it(
    cast: Cast, signed_in, mail_queue
) -> None:
    meeting, case = half_agreed(cast, shared_with=(cast.health,))
    services.make_due_packs()
    signed_in(cast.partner).get(url(meeting))
    add_note(case, by=cast.officer, agency=cast.housing, text="Evicted", handling="share")
    before = len(papers_mails(mail_queue))
    signed_in(cast.coordinator).post(url(meeting, "send_papers_again"))
    assert services.make_due_packs() == 2
    new = papers_mails(mail_queue)[before:]
    assert {mail.to[0] for mail in new} == {cast.partner.email, cast.officer.email}
    assert all("there is a new version" in mail.subject for mail in new)
    pack = meeting.packs.get(agency=cast.health)
    assert pack.differences == [[case.reference, "Changed: What agencies say"]]
    page = signed_in(cast.partner).get(url(meeting)).content.decode()
    assert "Changed since you opened them" in page
    assert f"{case.reference}: Changed: What agencies say" in page
    again = signed_in(cast.partner).get(url(meeting)).content.decode()
    assert "Changed since you opened them" not in again


def test_nothing_changed_means_no_new_version(cast: Cast, signed_in) -> None:
    meeting, _ = half_agreed(cast)
    services.make_due_packs()
    page = signed_in(cast.coordinator).post(url(meeting, "send_papers_again"), follow=True)
    assert "Nothing has changed since the papers went out" in page.content.decode()
    assert {pack.version for pack in meeting.packs.all()} == {1}


def test_what_an_agency_may_not_see_changes_nothing_for_it(cast: Cast) -> None:
    meeting, case = half_agreed(cast, shared_with=(cast.health,))
    services.make_due_packs()
    add_note(case, by=cast.officer, agency=cast.housing, text="Ours", handling="own")
    assert services.send_papers_again(meeting, by=cast.coordinator) == 1
    assert meeting.packs.get(agency=cast.health).version == 1


PARTS = st.dictionaries(st.sampled_from("abc"), st.sampled_from("xy"), min_size=1)
PRINTS = st.dictionaries(st.sampled_from(["C-1", "C-2", "C-3"]), PARTS)


@given(PRINTS, PRINTS)
def test_differences_name_every_case_that_differs_and_no_other(before, now) -> None:
    named = [reference for reference, _ in differences(before, now)]
    assert len(named) == len(set(named))
    assert set(named) == {
        reference for reference in {*before, *now} if before.get(reference) != now.get(reference)
    }


def make_pdf(client, meeting) -> str:
    client.post(url(meeting, "ask_papers"))
    services.make_due_files()
    page = client.get(url(meeting, "download_papers"))
    assert page["Content-Type"] == "application/pdf"
    assert page["Content-Disposition"] == f'attachment; filename="papers-{meeting.reference}.pdf"'
    return text_of(page.content)


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def plain(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_the_pdf_names_its_reader_on_every_page_and_is_logged(cast: Cast, signed_in) -> None:
    meeting, case = half_agreed(cast, shared_with=(cast.health,))
    services.make_due_packs()
    client = signed_in(cast.partner)
    text = make_pdf(client, meeting)
    assert case.reference in text
    pages = text.count("OFFICIAL-SENSITIVE")
    assert pages >= 2
    assert text.count(str(cast.partner)) == pages
    entry = Entry.objects.get(verb="papers.downloaded")
    assert (entry.operation, entry.recipients) == ("disclosure", ["Health"])
    assert entry.reason == meeting.panel.gateway


def test_a_pdf_made_before_a_share_ended_does_not_leave(cast: Cast, signed_in) -> None:
    meeting, case = half_agreed(cast, shared_with=(cast.health,))
    services.make_due_packs()
    client = signed_in(cast.partner)
    client.post(url(meeting, "ask_papers"))
    services.make_due_files()
    stop_sharing_case(case, by=cast.coordinator, agency=cast.health, reason="No longer involved")
    page = client.get(url(meeting, "download_papers"), follow=True)
    assert "The papers have changed" in page.content.decode()
    services.make_due_files()
    assert case.reference not in text_of(client.get(url(meeting, "download_papers")).content)


def test_a_reader_who_left_while_it_was_made_gets_none(cast: Cast, signed_in) -> None:
    meeting, _ = half_agreed(cast)
    services.make_due_packs()
    signed_in(cast.officer).post(url(meeting, "ask_papers"))
    cast.officer.memberships.update(ends=timezone.localdate())
    services.make_due_files()
    file = PaperFile.objects.get()
    assert (file.failed, bytes(file.pdf)) == (True, b"")


def test_a_pdf_is_emptied_after_a_day(cast: Cast, signed_in) -> None:
    meeting, _ = half_agreed(cast)
    services.make_due_packs()
    client = signed_in(cast.officer)
    make_pdf(client, meeting)
    PaperFile.objects.update(made_at=timezone.now() - timedelta(days=1, minutes=1))
    services.make_due_files()
    assert bytes(PaperFile.objects.get().pdf) == b""
    assert client.get(url(meeting, "download_papers")).status_code == 302


def test_nobody_takes_anothers_pdf(cast: Cast, signed_in) -> None:
    meeting, _ = half_agreed(cast)
    services.make_due_packs()
    make_pdf(signed_in(cast.officer), meeting)
    assert signed_in(cast.victim_worker).get(url(meeting, "download_papers")).status_code == 302


@pytest.fixture
def world(cast: Cast):
    """Three cases, each with a person, a note of each handling and an answer of each handling, all
    with words of their own; and a panel whose agencies have all been asked."""
    agencies = (cast.housing, cast.health, cast.probation)
    panel = a_panel(cast, *agencies)
    cases = [a_case(cast, people=False) for _ in range(3)]
    for number, case in enumerate(cases):
        person = add_person(by=None, given_name="Secret", family_name=f"Person{number}x")
        add_party(case, by=None, person=person, role=PartyRole.VICTIM)
        for handling in Handling.values:
            text = f"note{number}{handling}x"
            add_note(case, by=cast.officer, agency=cast.housing, text=text, handling=handling)
    meeting = a_meeting(cast, panel, days=30)
    services.ask_information(meeting, by=cast.coordinator)
    handlings = dict(zip(agencies, Handling.values, strict=True))
    rows = InformationAnswer.objects.select_related("agency", "party__case", "asked__meeting")
    for row in rows:
        services.answer_information(
            row,
            by=cast.officer,
            version=1,
            knows="summary",
            text=f"answer{cases.index(row.party.case)}{row.agency.slug}x",
            source="Notes",
            is_opinion=False,
            handling=handlings[row.agency],
        )
    return meeting, cases, handlings


LEVELS = st.sampled_from(["", ShareLevel.SUMMARY, ShareLevel.FULL])
READERS = {"health": "partner", "probation": "offender_manager", "homes": "officer"}


def allowed(case_number: int, level: str, slug: str, handlings) -> set[str]:
    """The secret words that a reader of an agency may read of a case shared at this level: the
    rule, said a second time and in its own way."""
    if level != ShareLevel.FULL:
        return set()
    words = {f"Person{case_number}x"}
    for handling in Handling.values:
        if handling != Handling.OWN or slug == "homes":
            words.add(f"note{case_number}{handling}x")
    for agency, handling in handlings.items():
        if handling != Handling.OWN or agency.slug == slug:
            words.add(f"answer{case_number}{agency.slug}x")
    return words


def secrets(handlings) -> set[str]:
    return {
        word
        for number in range(3)
        for word in (
            f"Person{number}x",
            *(f"note{number}{handling}x" for handling in Handling.values),
            *(f"answer{number}{agency.slug}x" for agency in handlings),
        )
    }


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(levels=st.lists(LEVELS, min_size=6, max_size=6), with_pdf=st.booleans())
def test_no_pack_holds_a_word_that_its_reader_may_not_see(
    cast: Cast, world, signed_in, levels: list[str], with_pdf: bool
) -> None:
    meeting, cases, handlings = world
    shared = {
        "health": dict(enumerate(levels[:3])),
        "probation": dict(enumerate(levels[3:])),
        "homes": dict.fromkeys(range(3), ShareLevel.FULL),
    }
    for agency in (cast.health, cast.probation):
        for number, level in shared[agency.slug].items():
            share(cast, cases[number], agency, level)
    meeting.refresh_from_db()
    if meeting.status == "planned":
        agree(meeting, cast)
    for slug, levels_of in shared.items():
        reader = getattr(cast, READERS[slug])
        may = {
            word
            for number, level in levels_of.items()
            for word in allowed(number, level, slug, handlings)
        }
        texts = [signed_in(reader).get(url(meeting)).content.decode()]
        if with_pdf:
            found = sections(meeting, type(reader).objects.get(pk=reader.pk))
            paper = paper_of(meeting, found, reader, timezone.now())
            texts.append(text_of(pdf_bytes(paper)))
        for text in texts:
            there = {word for word in secrets(handlings) if plain(word) in plain(text)}
            assert there == may, slug


def share(cast: Cast, case, agency, level: str) -> None:
    if level:
        share_case(case, by=cast.coordinator, agency=agency, level=level, reason="Works on it")
    else:
        stop_sharing_case(case, by=cast.coordinator, agency=agency, reason="No longer")


def test_a_pack_keeps_no_text(cast: Cast) -> None:
    meeting, case = half_agreed(cast)
    services.make_due_packs()
    kept = str(PaperPack.objects.filter(meeting=meeting).values())
    assert "Harmed" not in kept
    assert "Music" not in kept
    assert case.reference in kept
