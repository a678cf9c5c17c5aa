"""The table of moves: what is not in it is refused, and changes nothing."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from reviews.models import ENDED, CaseReviewApplication, ReviewStatus
from reviews.workflow import CASE_REVIEW, WrongStatus
from tests.reviews.applications import an_application

TOLD = {"told", "appealed", "appeal_decided", "closed"}


def that_is(cast, status):
    review = an_application(cast)
    today = timezone.localdate()
    CaseReviewApplication.objects.filter(pk=review.pk).update(
        status=status,
        ended_on=today if status in ENDED else None,
        told_on=today if status in TOLD else None,
    )
    review.refresh_from_db()
    return review


@pytest.mark.parametrize("to", ReviewStatus.values)
@pytest.mark.parametrize("start", ReviewStatus.values)
def test_every_move_is_in_the_table_or_refused(cast, start, to):
    review = that_is(cast, start)
    today = timezone.localdate()
    fields = {"ended_on": today if to in ENDED else None, "told_on": today}
    before = CaseReviewApplication.objects.filter(pk=review.pk).values().get()
    if CASE_REVIEW.allows(review, to):
        CASE_REVIEW.move(review, to, **fields)
        assert CaseReviewApplication.objects.get(pk=review.pk).status == to
    else:
        with pytest.raises(WrongStatus):
            CASE_REVIEW.move(review, to, **fields)
        assert CaseReviewApplication.objects.filter(pk=review.pk).values().get() == before


def test_every_status_is_reached_and_only_the_ends_are_ends():
    reached = {to for moves in CASE_REVIEW.moves.values() for to in moves}
    assert reached == set(ReviewStatus.values) - {"received"}
    assert set(ReviewStatus.values) - set(CASE_REVIEW.moves) == set(ENDED)


def test_of_two_who_move_at_once_the_second_is_told(cast):
    first = an_application(cast)
    second = CaseReviewApplication.objects.get(pk=first.pk)
    CASE_REVIEW.move(first, "acknowledged")
    with pytest.raises(WrongStatus, match="Somebody else"):
        CASE_REVIEW.move(second, "withdrawn", ended_on=timezone.localdate())


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "closed"},
        {"status": "told"},
        {"ended_on": timezone.localdate()},
        {"threshold": "met"},
    ],
)
def test_the_database_refuses_a_status_without_its_day(cast, fields):
    review = an_application(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseReviewApplication.objects.filter(pk=review.pk).update(**fields)
