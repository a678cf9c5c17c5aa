"""Make a case part of another, and take it out again exactly as it was."""

import itertools

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from audit.models import Entry
from cases.models import (
    Action,
    Case,
    CaseEvent,
    CaseMerge,
    Document,
    Incident,
    Note,
    Party,
    StatusChange,
)
from cases.queries.links import merged_into
from cases.services import (
    add_action,
    add_note,
    add_party,
    file_document,
    move_case,
    replace_document,
    share_case,
)
from cases.services.chronology import add_event, correct_note
from cases.services.merging import CannotMerge, merge_case, undo_merge
from cases.workflow import WrongStatus
from people.models import Person, PersonAccess
from tests.people import a_case, make_cast

pytestmark = pytest.mark.django_db
ROWS = (Incident, Note, Action, Party, CaseEvent, Document)


def fill(case, cast):
    """A note and an action beside the incident and the two people."""
    add_note(case, by=cast.officer, agency=cast.housing, text="Spoke to her")
    add_note(case, by=cast.officer, agency=cast.housing, text="Ours", handling="own")
    add_action(
        case,
        by=cast.coordinator,
        wording="Visit",
        owner=cast.officer,
        agency=cast.housing,
        due_on=timezone.localdate(),
    )
    file_document(
        case, by=cast.officer, agency=cast.housing, content=b"Loud", name="log.txt", handling="own"
    )
    add_event(case, by=None, kind="meeting", title="Heard", source=f"meeting {case.pk}")
    return case


@pytest.fixture
def into(cast):
    return fill(a_case(cast), cast)


@pytest.fixture
def merged(cast):
    return fill(a_case(cast), cast)


def merge(merged, into, cast, **levels):
    """Merge; housing sees all unless said otherwise."""
    chosen = {getattr(cast, name): level for name, level in {"housing": "full", **levels}.items()}
    return merge_case(merged, by=cast.coordinator, into=into, levels=chosen, reason="One dispute")


def undo(row, cast):
    return undo_merge(fresh(row), by=cast.coordinator, reason="Two disputes")


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def share(case, cast, agency, level="full"):
    share_case(case, by=cast.coordinator, agency=agency, level=level, reason="Works on it")


def state(cast):
    """Where every row is, what every case is, and what everybody sees."""
    users = (
        cast.coordinator,
        cast.cochair_police,
        cast.officer,
        cast.partner,
        cast.outsider,
        cast.analyst,
    )
    return {
        "rows": {model: dict(model.objects.values_list("pk", "case_id")) for model in ROWS},
        "cases": list(
            Case.objects.order_by("pk").values_list("status", "next_review_on", "closed_at")
        ),
        "seen": {
            user.pk: [
                set(rows.values_list("pk", flat=True))
                for rows in (
                    Case.objects.visible_to(user),
                    Case.objects.in_full_for(user),
                    Person.objects.visible_to(user),
                    *(model.objects.visible_to(user) for model in ROWS),
                )
            ]
            for user in users
        },
        "access": set(PersonAccess.objects.values_list("person_id", "agency_id")),
    }


def test_what_is_in_it_moves_and_its_status_says_so(cast, merged, into):
    merge(merged, into, cast)
    assert [model.objects.filter(case=merged).count() for model in ROWS] == [0] * len(ROWS)
    assert into.incidents.count() == 2
    assert fresh(merged).status == "merged"
    assert StatusChange.objects.filter(case=merged, became="merged").exists()
    entry = Entry.objects.get(verb="case.merged")
    assert entry.operation == "combination"
    assert entry.recipients == [cast.housing.name]
    assert entry.changes["moved"] == {
        "incident": 1,
        "note": 2,
        "action": 1,
        "party": 2,
        "event": 2,
        "document": 1,
    }


def test_a_person_who_is_in_both_in_one_role_stays_in_both(cast, merged, into):
    person = into.parties.first().person
    add_party(merged, by=None, person=person, role="victim")
    merge(merged, into, cast)
    assert merged.parties.get().person == person


def test_who_saw_only_one_of_them_gains_nothing_unasked(cast, merged, into):
    share(merged, cast, cast.outside)
    share(into, cast, cast.health)
    merge(merged, into, cast, outside="", health="")
    assert into not in Case.objects.visible_to(cast.outsider)
    assert not Incident.objects.visible_to(cast.outsider).exists()
    assert not Incident.objects.visible_to(cast.partner).exists()
    assert not Person.objects.visible_to(cast.outsider).exists()
    assert not Person.objects.visible_to(cast.partner).exists()


def test_who_is_given_the_whole_sees_it_with_its_people(cast, merged, into):
    share(merged, cast, cast.outside)
    merge(merged, into, cast, outside="full")
    assert Incident.objects.visible_to(cast.outsider).count() == 2
    assert Person.objects.visible_to(cast.outsider).count() == 4


def test_every_agency_that_sees_either_must_be_answered_for(cast, merged, into):
    share(merged, cast, cast.outside)
    with pytest.raises(CannotMerge, match="every agency"):
        merge(merged, into, cast)
    assert not CaseMerge.objects.exists()


def test_the_lead_agency_must_see_the_whole(cast, merged, into):
    with pytest.raises(CannotMerge, match="leads"):
        merge(merged, into, cast, housing="summary")


def test_a_restricted_case_stays_on_its_own(cast, merged, into):
    into.is_restricted = True
    with pytest.raises(CannotMerge, match="restricted"):
        merge(merged, into, cast)


def test_a_closed_case_takes_nothing_and_does_not_become_part_of_another(cast, merged, into):
    closed = fill(a_case(cast), cast)
    move_case(closed, by=cast.coordinator, to="closed", reason="Done")
    with pytest.raises(CannotMerge, match="Reopen"):
        merge(merged, closed, cast)
    with pytest.raises(WrongStatus):
        merge(closed, into, cast)


def test_a_case_becomes_part_of_one_other_at_a_time(cast, merged, into):
    merge(merged, into, cast)
    with pytest.raises(WrongStatus):
        merge(fresh(merged), a_case(cast), cast)
    with pytest.raises(CannotMerge, match="itself"):
        merge(into, into, cast)


def test_nothing_but_taking_it_out_reopens_it(cast, signed_in, merged, into):
    merge(merged, into, cast)
    with pytest.raises(WrongStatus):
        move_case(fresh(merged), by=cast.coordinator, to="open", reason="-")
    answer = signed_in(cast.officer).get(reverse("add_note", args=[merged.reference]))
    assert answer.status_code == 403


def test_what_was_added_since_stays_and_a_correction_goes_with_its_note(cast, merged, into):
    note = merged.notes.first()
    row = merge(merged, into, cast)
    add_note(into, by=cast.officer, agency=cast.housing, text="Since")
    correction = correct_note(fresh(note), by=cast.officer, text="Not she", is_opinion=False)
    undo(row, cast)
    assert fresh(correction).case == merged
    assert into.notes.filter(text="Since").exists()


def test_a_share_changed_since_stays_as_it_was_changed(cast, merged, into):
    share(merged, cast, cast.outside)
    row = merge(merged, into, cast, outside="full")
    share(into, cast, cast.outside, "summary")
    undo(row, cast)
    assert into in Case.objects.visible_to(cast.outsider)
    assert into not in Case.objects.in_full_for(cast.outsider)


def test_it_is_taken_out_once_and_the_outer_one_first(cast, merged, into):
    row = merge(merged, into, cast)
    outer = merge(fresh(into), fill(a_case(cast), cast), cast)
    with pytest.raises(CannotMerge, match="first"):
        undo(row, cast)
    undo(outer, cast)
    undo(row, cast)
    with pytest.raises(WrongStatus):
        undo(row, cast)


def test_its_page_points_on_for_those_who_see_the_other(cast, signed_in, merged, into):
    share(merged, cast, cast.outside)
    merge(merged, into, cast, outside="")
    url = reverse("case", args=[merged.reference])
    assert into.reference in signed_in(cast.officer).get(url).content.decode()
    assert into.reference not in signed_in(cast.outsider).get(url).content.decode()
    assert merged_into(merged, cast.outsider) is None


def test_the_coordinator_merges_and_takes_out_in_the_browser(cast, signed_in, merged, into):
    share(merged, cast, cast.outside)
    client = signed_in(cast.coordinator)
    answer = client.post(
        reverse("choose_merge", args=[merged.reference]), {"reference": into.reference}
    )
    url = reverse("merge_case", args=[merged.reference, into.reference])
    assert answer["Location"] == url
    page = client.get(url).content.decode()
    assert "1 incident will move" in page
    assert f"gains the whole of {into.reference}" in page
    refused = client.post(url, {"reason": "One dispute"}).content.decode()
    assert f"Choose how much {cast.outside} will see" in refused
    said = {
        f"agency_{cast.outside.pk}": "none",
        f"agency_{cast.housing.pk}": "full",
        "reason": "One dispute",
    }
    assert client.post(url, said).status_code == 302
    assert (
        merged.reference
        in client.get(reverse("case_links", args=[into.reference])).content.decode()
    )
    undo_url = reverse("undo_merge", args=[merged.reference])
    assert "1 incident will move back" in client.get(undo_url).content.decode()
    assert client.post(undo_url, {"reason": "Two after all"}).status_code == 302
    assert fresh(merged).status == "open"
    assert client.get(undo_url).status_code == 404


class UndoingIsExact(TestCase):
    """Whatever was shared with whom, and whatever is chosen."""

    def setUp(self):
        self.cast = make_cast()
        self.agencies = [self.cast.police, self.cast.health, self.cast.outside]
        self.number = itertools.count()

    @settings(max_examples=6, deadline=None)
    @given(
        st.lists(
            st.tuples(*[st.sampled_from(["", "summary", "full"])] * 3), min_size=3, max_size=3
        ),
        st.sampled_from(["open", "monitoring"]),
        st.booleans(),
    )
    def test_every_row_and_every_visibility_is_as_before(self, shares, status, in_both):
        into, merged = (fill(a_case(self.cast), self.cast) for _ in range(2))
        if in_both:
            add_party(merged, by=None, person=into.parties.first().person, role="victim")
        if status != "open":
            move_case(merged, by=self.cast.coordinator, to=status, reason="Quiet")
        levels = {self.cast.housing: "full"}
        for agency, (of_into, of_merged, chosen) in zip(self.agencies, shares, strict=True):
            for case, level in ((into, of_into), (merged, of_merged)):
                if level:
                    share(case, self.cast, agency, level)
            levels[agency] = chosen
        before = state(self.cast)
        row = merge_case(
            merged, by=self.cast.coordinator, into=into, levels=levels, reason="One dispute"
        )
        during = state(self.cast)
        undo(row, self.cast)
        assert state(self.cast) == before
        for agency, user in zip(
            self.agencies,
            (self.cast.cochair_police, self.cast.partner, self.cast.outsider),
            strict=True,
        ):
            if levels[agency] != "full" and not user.desk.oversees_cases:
                incidents = set(Incident.objects.filter(case__in=[into, merged]).values_list("pk"))
                assert not {(pk,) for pk in during["seen"][user.pk][3]} & incidents


def test_a_newer_version_goes_back_with_its_document_and_the_chronology_of_it_too(
    cast, merged, into
):
    moves = Document.objects.get(case=merged)
    row = merge(merged, into, cast)
    old = fresh(moves)
    newer = replace_document(
        old, by=cast.officer, version=old.version, content=b"Louder", name="log.txt"
    )
    undo(row, cast)
    assert fresh(newer).case == fresh(old).case == merged
    told = CaseEvent.objects.filter(kind="document", case=merged).values_list("source", flat=True)
    assert set(told) == {f"document {old.pk}", f"document {newer.pk}"}
