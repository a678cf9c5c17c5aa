"""No rendering of the minutes carries a paragraph or a name that its reader may not see."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from audit.models import Entry
from cases.models import Handling, PartyRole, ShareLevel
from cases.services import share_case
from panels import services
from panels.queries.minute_papers import access_copy, letter_to_victim, minutes_paper
from panels.queries.renderings import Reader, render_for
from panels.queries.withheld import BLANK, names_somebody, withhold
from tests.panels.meetings import lock, say, started
from tests.panels.test_share_fact import fact as share
from tests.people import Cast

NOW = dt.datetime(2026, 3, 3, 10, tzinfo=dt.UTC)
AGENCIES = ("police", "homes", "health")
LEVELS = (None, "summary", "full")


def item_of(case: str, facts: list[dict[str, Any]], **said: Any) -> dict[str, Any]:
    return {
        "pk": 1,
        "case": case,
        "category": "Noise",
        "why": f"why-{case}",
        "facts": facts,
        "facts_shared": f"noted-{case}",
        "risk": "High",
        "decision": "Monitor",
        "decision_code": "monitor",
        "decision_reason": f"reason-{case}",
        "next_review_on": "2026-04-01",
        "referred_to_support": 0,
        "earlier_actions": [],
        "actions": [
            {"wording": f"act-{case}-{each}", "owner": "O", "agency": each, "due_on": "2026-04-01"}
            for each in AGENCIES
        ],
        "seats": [{"name": f"guest-{case}", "agency": "police"}],
        **said,
    }


def content_of(items: list[dict[str, Any]], panel: set[str]) -> dict[str, Any]:
    return {
        "meeting": "M-2026-0001",
        "panel": "CS MARAC",
        "starts_at": NOW.isoformat(),
        "place": "Room 1",
        "confidentiality_statement": "Keep it here.",
        "quorum": 2,
        "agencies_present": 2,
        "attendance": [],
        "panel_agencies": sorted(panel),
        "items": items,
    }


facts = st.lists(st.tuples(st.sampled_from(AGENCIES), st.sampled_from(Handling.values)), max_size=4)
cases = st.lists(st.tuples(facts, st.sampled_from(LEVELS)), max_size=4)


@given(cases=cases, me=st.sampled_from(AGENCIES), panel=st.sets(st.sampled_from(AGENCIES)))
def test_an_agency_reads_what_sharing_and_handling_let_it_and_nothing_else(
    cases, me, panel
) -> None:
    items, allowed, forbidden = [], [], []
    for number, (said, level) in enumerate(cases):
        case = f"C{number}x"
        rows = []
        for place, (agency, handling) in enumerate(said):
            text = f"fact-{case}-{place}z"
            rows.append(
                {"key": "", "text": text, "agency": agency, "slug": agency, "is_opinion": False}
                | {"handling": handling}
            )
            open_to_me = (
                agency == me or handling == "share" or (handling == "panel" and me in panel)
            )
            (allowed if level == "full" and open_to_me else forbidden).append(text)
        whole = [f"noted-{case}", f"reason-{case}", f"why-{case}", f"guest-{case}"]
        (allowed if level == "full" else forbidden).extend(whole)
        for agency in AGENCIES:
            mine = level == "full" or (level == "summary" and agency == me)
            (allowed if mine else forbidden).append(f"act-{case}-{agency}")
        if level is None:
            forbidden.append(case)
        items.append(item_of(case, rows))
    levels = {f"C{number}x": level for number, (_, level) in enumerate(cases)}
    reader = Reader(
        seen=frozenset(case for case, level in levels.items() if level),
        full=frozenset(case for case, level in levels.items() if level == "full"),
        slugs=frozenset({me}),
        agencies=frozenset({me}),
    )
    rendering = render_for(content_of(items, panel), reader)
    for made in (str(rendering.content), str(minutes_paper(rendering, reader=me, now=NOW))):
        assert [each for each in allowed if each not in made] == []
        assert [each for each in forbidden if each in made] == []
    assert bool(rendering.left_out) == any(
        level != "full"
        or any(not (a == me or h == "share" or (h == "panel" and me in panel)) for a, h in said)
        for said, level in cases
    )


def party(pk: int, given_name: str, family_name: str, address: str, postcode: str) -> Any:
    full = f"{given_name} {family_name}"
    person = SimpleNamespace(
        full_name=full, given_name=given_name, family_name=family_name, known_as=""
    )
    return SimpleNamespace(
        pk=pk,
        person_id=pk,
        person=person,
        address=address,
        postcode=postcode,
        previous_addresses="",
        role=PartyRole.VICTIM,
    )


VERA = party(1, "Vera", "Harmed", "1 Low Road, Northbridge", "NB1 1AA")
ALAN = party(2, "Alan", "Alleged", "9 High Street, Northbridge", "NB3 1AA")
SECRETS = ("Alan Alleged", "alan", "ALLEGED", "9 High Street", "NB3 1AA", "nb31aa", "Alan  Alleged")
words = st.sampled_from(("visit", "Vera", "the", "flat", "at", ",", *SECRETS))
sentences = st.lists(words, max_size=6).map(" ".join)


def is_clean(made: Any) -> bool:
    said = " ".join(str(made.paper.blocks).lower().split())
    return not any(
        each in said for each in ("alan", "alleged", "9 high street", "nb3 1aa", "nb31aa")
    )


@given(wordings=st.lists(sentences, max_size=3), note=sentences)
def test_the_letter_and_the_access_copy_never_name_the_other_side(wordings, note) -> None:
    actions = [
        {"wording": each, "owner": "O", "agency": "homes", "due_on": dt.date(2026, 4, 1)}
        for each in wordings
    ]
    rows = [
        {"key": "", "text": note, "agency": "homes", "slug": "homes", "is_opinion": False}
        | {"handling": handling}
        for handling in Handling.values
    ]
    item = item_of(
        "C1", rows, actions=actions, facts_shared=note, decision_reason=note, next_review_on=None
    )
    letter = letter_to_victim(item, VERA, [VERA, ALAN], sender="Northbridge", now=NOW)
    copy = access_copy(item, VERA, [VERA, ALAN], meeting="M-1", now=NOW)
    assert is_clean(letter)
    assert is_clean(copy)
    secret = any(each in f" {text} " for each in SECRETS for text in (note, *wordings))
    assert bool(copy.warnings) == secret
    assert "kept to itself" in str(copy.left_out)


def test_what_the_reader_shares_with_the_other_is_not_blanked() -> None:
    brother = party(3, "Bob", "Harmed", "1 Low Road, Northbridge", "NB1 1AA")
    item = item_of("C1", [], facts_shared="Bob Harmed rang Vera Harmed", actions=[])
    item["next_review_on"] = None
    made = access_copy(item, VERA, [VERA, brother], meeting="M-1", now=NOW)
    assert f"{BLANK} rang Vera Harmed" in str(made.paper.blocks)


def test_a_name_inside_another_word_is_no_name() -> None:
    assert withhold("The balance of Alanwood", {"Alan"}) == ("The balance of Alanwood", 0)
    assert names_somebody("alan's flat", {"Alan"})
    assert not names_somebody("anything", ())


@pytest.fixture
def heard(cast: Cast):
    meeting, [item] = started(cast)
    share(item, cast, agency=cast.police, text="From a source", handling=Handling.OWN)
    share(item, cast, agency=cast.housing, text="Two visits")
    say(item, cast)
    lock(meeting, cast)
    return meeting, item


def test_each_agency_gets_its_own_pdf_and_word_and_it_is_logged(
    cast: Cast, signed_in, heard
) -> None:
    meeting, item = heard
    url = reverse("minutes_for_agency", args=[meeting.reference, cast.housing.slug])
    page = signed_in(cast.coordinator).get(url).content.decode()
    assert "Two visits" in page
    assert "From a source" not in page
    assert "1 paragraph that its agency did not let others read" in page
    assert signed_in(cast.coordinator).get(f"{url}?as=pdf").content.startswith(b"%PDF")
    assert signed_in(cast.coordinator).get(f"{url}?as=docx").content.startswith(b"PK")
    entry = Entry.objects.filter(verb="minutes.taken").last()
    assert entry.operation == "disclosure"
    assert entry.recipients == [cast.housing.name]
    assert entry.changes["cases"] == [item.case.reference]


def test_the_writer_and_the_file_read_what_was_kept_back(cast: Cast, signed_in, heard) -> None:
    meeting, _ = heard
    file = reverse("minutes_for_file", args=[meeting.reference])
    assert "From a source" in signed_in(cast.coordinator).get(file).content.decode()
    own = reverse("my_minutes", args=[meeting.reference])
    assert "From a source" not in signed_in(cast.officer).get(own).content.decode()


def test_a_summary_reader_takes_a_summary_away(cast: Cast, signed_in, heard) -> None:
    meeting, item = heard
    share_case(
        item.case,
        by=cast.coordinator,
        agency=cast.victim_support,
        level=ShareLevel.SUMMARY,
        reason="Knows",
    )
    own = reverse("my_minutes", args=[meeting.reference])
    page = signed_in(cast.victim_worker).get(own).content.decode()
    assert "Monitor" in page or "Keep open" in page
    for hidden in ("Two visits", "From a source", "Visits are to continue"):
        assert hidden not in page


def test_the_letter_stops_a_line_that_names_the_other_side(cast: Cast, signed_in) -> None:
    meeting, [item] = started(cast)
    say(item, cast)
    alleged = item.case.parties.get(role=PartyRole.ALLEGED_PERPETRATOR)
    victim = item.case.parties.get(role=PartyRole.VICTIM)
    for wording in (f"Warn {alleged.person.full_name}", "Fit a new lock"):
        services.set_action(
            item,
            by=cast.cochair_police,
            wording=wording,
            owner=cast.officer,
            agency=cast.housing,
            due_on=dt.date(2099, 1, 1),
        )
    letter = reverse("minutes_letter", args=[meeting.reference, item.pk, victim.pk])
    page = signed_in(cast.coordinator).get(letter).content.decode()
    assert "Fit a new lock" in page
    assert alleged.person.family_name not in page
    assert "would have left with this paper" in page
    other = reverse("minutes_letter", args=[meeting.reference, item.pk, alleged.pk])
    assert signed_in(cast.coordinator).get(other).status_code == 404
