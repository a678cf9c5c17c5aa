"""More people to work on cases: nobody leads thousands of them at once."""

from accounts.models import Membership, User
from home.filling import words
from home.filling.plan import Plan

CASES_A_PERSON, MOST_A_AGENCY = 500, 200
PLACE = "filled.example"


def add_staff(plan: Plan) -> None:
    """One more officer in each agency that works on cases for every 500 of them."""
    wanted = min(plan.cases // CASES_A_PERSON, MOST_A_AGENCY)
    already = User.objects.filter(email__endswith=f"@{PLACE}").count()
    agencies = [agency for agency in plan.agencies.values() if agency.slug != "victim-support"]
    people, memberships = [], []
    for seat, agency in enumerate(agencies):
        for number in range(wanted):
            n = already + seat * wanted + number
            given = words.GIVEN_NAMES[n % len(words.GIVEN_NAMES)]
            family = words.FAMILY_NAMES[(n * 7) % len(words.FAMILY_NAMES)]
            user = User(email=f"officer{n}@{PLACE}", given_name=given, family_name=family)
            user.set_unusable_password()
            people.append(user)
            memberships.append((user, agency))
    plan.writer.write_models(people)
    plan.writer.write_models(
        [
            Membership(user=user, agency=agency, role="officer", starts=plan.first_day)
            for user, agency in memberships
        ]
    )
    for user, agency in memberships:
        plan.staff[agency.pk].append(user)
