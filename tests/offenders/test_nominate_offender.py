import datetime as dt

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from audit.models import Entry
from cases.models import PartyRole
from cases.services import share_case
from offenders import services
from offenders.models import Nominal
from offenders.workflow import age_on
from tests.offenders.conftest import nominate
from tests.people import Cast, a_case


def test_it_gives_a_reference_and_waits_for_the_panel(cast: Cast, case, nominal):
    assert nominal.reference.startswith("IOM-")
    assert nominal.status == "nominated"
    entry = Entry.objects.get(verb="offender.nominated")
    assert (entry.subject, entry.trail) == (
        f"offender {nominal.reference}",
        f"case {case.reference}",
    )
    assert "Burgles" not in str(entry.changes)


def test_it_tells_the_managers_without_a_name(cast, alleged, mail_queue):
    nominal = nominate(cast, alleged)
    message = next(each for each in mail_queue() if nominal.reference in each.subject)
    assert f"/offenders/{nominal.reference}/" in message.message
    assert alleged.person.family_name not in message.subject + message.message


def test_only_an_alleged_perpetrator_is_nominated(cast, case):
    with pytest.raises(services.NotAlleged):
        nominate(cast, case.parties.get(role=PartyRole.VICTIM))


def test_nobody_is_nominated_twice_at_once(cast, alleged, nominal):
    with pytest.raises(services.AlreadyNominated):
        nominate(cast, alleged)


def test_nobody_in_the_cohort_is_nominated_from_another_case(cast, alleged, selected):
    from cases.services import add_party

    other = a_case(cast, shared_with=(cast.probation,))
    party = add_party(other, by=None, person=alleged.person, role=PartyRole.ALLEGED_PERPETRATOR)
    with pytest.raises(services.AlreadyNominated):
        nominate(cast, party)


def test_coming_back_is_a_new_row(cast, alleged, nominal):
    services.reject_nomination(nominal, by=cast.coordinator, reason="Not enough")
    again = nominate(cast, alleged)
    assert again.reference != nominal.reference


def test_under_18s_are_the_youth_services(cast, case, alleged, signed_in):
    today = timezone.localdate()
    alleged.person.date_of_birth = dt.date(today.year - 17, 1, 1)
    alleged.person.save()
    with pytest.raises(services.UnderAge):
        nominate(cast, alleged)
    answer = signed_in(cast.offender_manager).post(
        f"/cases/{case.reference}/offenders/nominate/",
        {"party": alleged.pk, "reason": "Burgles", "adult_confirmed": "on"},
    )
    assert "youth justice service" in answer.content.decode()
    assert not Nominal.objects.exists()


def test_without_a_date_of_birth_somebody_has_to_say_so(cast, case, alleged, signed_in):
    alleged.person.date_of_birth = None
    alleged.person.save()
    browser = signed_in(cast.offender_manager)
    address = f"/cases/{case.reference}/offenders/nominate/"
    typed = {"party": alleged.pk, "reason": "Burgles"}
    assert "Tick to confirm" in browser.post(address, typed).content.decode()
    assert not Nominal.objects.exists()
    assert browser.post(address, {**typed, "adult_confirmed": "on"}).status_code == 302
    assert Nominal.objects.get().nominated_agency == cast.probation


def test_a_party_of_another_case_is_refused(cast, case, alleged, signed_in):
    other = a_case(cast).parties.get(role=PartyRole.ALLEGED_PERPETRATOR)
    signed_in(cast.offender_manager).post(
        f"/cases/{case.reference}/offenders/nominate/",
        {"party": other.pk, "reason": "Burgles", "adult_confirmed": "on"},
    )
    assert not Nominal.objects.exists()


def test_the_tab_calls_them_alleged(cast, case, alleged, signed_in):
    page = signed_in(cast.offender_manager).get(f"/cases/{case.reference}/offenders/")
    assert f"{alleged.person.full_name}, alleged perpetrator" in page.content.decode()
    assert "Vera" not in page.content.decode()


def test_who_may_nominate(cast, case, alleged, signed_in):
    address = f"/cases/{case.reference}/offenders/nominate/"
    allowed = {"officer", "offender_manager", "coordinator", "cochair_police", "cochair_council"}
    for name, who in cast.everyone().items():
        expected = 200 if name in allowed else 404
        assert signed_in(who).get(address).status_code == expected, name


def test_a_summary_names_nobody_and_nominates_nobody(cast, alleged, signed_in):
    case = a_case(cast)
    share_case(case, by=cast.coordinator, agency=cast.probation, level="summary", reason="Asked")
    browser = signed_in(cast.offender_manager)
    page = browser.get(f"/cases/{case.reference}/offenders/").content.decode()
    assert "Alan" not in page
    assert browser.get(f"/cases/{case.reference}/offenders/nominate/").status_code == 403


DAYS = st.dates(dt.date(1940, 1, 1), dt.date(2034, 12, 31))


@given(DAYS, DAYS)
def test_age_grows_by_one_on_one_day_of_the_year(born, day):
    tomorrow = day + dt.timedelta(days=1)
    grown = age_on(born, tomorrow) - age_on(born, day)
    birthday = (born.month, born.day)
    leap_baby = birthday == (2, 29)
    is_birthday = (tomorrow.month, tomorrow.day) == birthday
    first_after = (
        leap_baby and (tomorrow.month, tomorrow.day) == (3, 1) and (day.month, day.day) == (2, 28)
    )
    assert grown == int(is_birthday or first_after)
