import datetime as dt

import pytest
from django.db import IntegrityError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from audit.models import Entry
from cases.workflow import StaleVersion
from offenders import services
from offenders.models import Nominal, NominalStatus, Offence, OffenceStatus
from offenders.workflow import NOMINAL, OFFENCE, WrongStatus


def test_selection_is_recorded(cast, nominal, signed_in):
    answer = signed_in(cast.offender_manager).post(
        f"/offenders/{nominal.reference}/select/",
        {
            "cohort": "fixed",
            "joined_on": "today",
            "lead_officer": cast.offender_manager.pk,
            "reason": "Five burglaries",
        },
    )
    assert answer.status_code == 302
    nominal.refresh_from_db()
    assert (nominal.status, nominal.cohort) == ("selected", "fixed")
    assert nominal.joined_on == timezone.localdate()
    assert nominal.decided_by == cast.offender_manager
    assert nominal.next_review_on > timezone.localdate()
    changes = Entry.objects.get(verb="offender.selected").changes
    assert changes["status"] == ["nominated", "selected"]


def test_nobody_joins_in_the_future(cast, nominal, signed_in):
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    with pytest.raises(services.InTheFuture):
        services.select_offender(
            nominal, by=cast.coordinator, cohort="fixed", joined_on=tomorrow, reason="x"
        )
    answer = signed_in(cast.offender_manager).post(
        f"/offenders/{nominal.reference}/select/",
        {"cohort": "fixed", "joined_on": "tomorrow", "reason": "x"},
    )
    assert "today or in the past" in answer.content.decode()


def test_a_person_who_is_no_manager_does_not_lead(cast, nominal, signed_in):
    signed_in(cast.offender_manager).post(
        f"/offenders/{nominal.reference}/select/",
        {"cohort": "fixed", "joined_on": "today", "reason": "x", "lead_officer": cast.officer.pk},
    )
    nominal.refresh_from_db()
    assert nominal.status == "nominated"


def test_it_is_decided_once(cast, nominal, signed_in):
    seen_before = Nominal.objects.get(pk=nominal.pk)
    services.reject_nomination(nominal, by=cast.coordinator, reason="Not enough")
    with pytest.raises(WrongStatus):
        services.reject_nomination(seen_before, by=cast.coordinator, reason="Not enough")
    answer = signed_in(cast.offender_manager).post(
        f"/offenders/{nominal.reference}/reject/", {"reason": "x"}, follow=True
    )
    assert "not selected" in answer.content.decode()


def test_a_review_is_recorded_and_sets_the_next(cast, selected, signed_in):
    answer = signed_in(cast.offender_manager).post(
        f"/offenders/{selected.reference}/rag/",
        {"rag": "amber", "reason": "Two quiet months", "version": selected.version},
    )
    assert answer.status_code == 302
    selected.refresh_from_db()
    assert selected.rag == "amber"
    assert selected.next_review_on == timezone.localdate() + dt.timedelta(weeks=8)


def test_a_stale_review_is_refused_and_kept_on_the_page(cast, selected, signed_in):
    version = selected.version
    services.set_rag(selected, by=cast.offender_manager, version=version, rag="red", reason="x")
    with pytest.raises(StaleVersion):
        services.set_rag(
            selected, by=cast.offender_manager, version=version, rag="green", reason="y"
        )
    answer = signed_in(cast.offender_manager).post(
        f"/offenders/{selected.reference}/rag/",
        {"rag": "green", "reason": "What I typed", "version": version},
    )
    page = answer.content.decode()
    assert "It is red now" in page
    assert "What I typed" in page


def test_a_nomination_is_not_reviewed(cast, nominal, signed_in):
    answer = signed_in(cast.offender_manager).post(
        f"/offenders/{nominal.reference}/rag/",
        {"rag": "red", "reason": "x", "version": nominal.version},
        follow=True,
    )
    assert "is nominated, so this cannot be done" in answer.content.decode()


def test_leaving_is_recorded(cast, selected, signed_in):
    answer = signed_in(cast.offender_manager).post(
        f"/offenders/{selected.reference}/deselect/", {"left_on": "today", "reason": "desisted"}
    )
    assert answer.status_code == 302
    selected.refresh_from_db()
    assert (selected.status, selected.leaving_reason) == ("deselected", "desisted")
    assert selected.next_review_on is None


def test_nobody_leaves_before_joining(cast, selected, signed_in):
    answer = signed_in(cast.offender_manager).post(
        f"/offenders/{selected.reference}/deselect/", {"left_on": "1 1 2020", "reason": "moved"}
    )
    assert "on or after the day they joined" in answer.content.decode()


def test_the_database_holds_a_member_to_a_date(nominal):
    with pytest.raises(IntegrityError):
        Nominal.objects.update(joined_on=timezone.localdate())


@given(st.lists(st.sampled_from(NominalStatus.values), max_size=6))
def test_nobody_leaves_who_never_joined(wanted):
    row, joined = Nominal(reference="IOM-2026-0001"), False
    for to in wanted:
        if NOMINAL.allows(row, to):
            row.status = to
            joined |= to == "selected"
    assert row.status != "deselected" or joined
    assert row.status != "not_selected" or not joined


@given(st.sampled_from(OffenceStatus.values), st.lists(st.sampled_from(OffenceStatus.values)))
def test_an_outcome_is_final_and_nothing_turns_back_into_an_allegation(start, wanted):
    row = Offence(status=start)
    for to in wanted:
        if OFFENCE.allows(row, to):
            assert to != "alleged"
            assert row.status in {"alleged", "charged"}
            row.status = to
