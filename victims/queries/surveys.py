"""The survey's questions, and what people said, with the number who answered beside it."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from accounts.models import Agency, User
from cases.queries.settings import setting
from victims.models import (
    AnonymousReply,
    Recommendation,
    SurveyAnswer,
    SurveyEdition,
)

SCALE = ("Very satisfied", "Satisfied", "Neither", "Dissatisfied", "Very dissatisfied")
Question = dict[str, str]


def edition_in_use(provider: Agency) -> SurveyEdition | None:
    """The questions asked today; None while nobody has chosen any beside the recommendation."""
    return SurveyEdition.objects.filter(provider=provider).order_by("-number").first()


def questions_of(edition: SurveyEdition | None) -> list[Question]:
    """The questions of an edition, beside whether they would recommend the service."""
    return list(edition.questions) if edition else []


@dataclass(frozen=True)
class Share:
    """A percentage with its two numbers; `is_few` when it stands on too few to rely on."""

    part: int
    whole: int
    few: int

    @property
    def percent(self) -> float | None:
        """The share in percent; none where there is nothing to share."""
        return self.part / self.whole * 100 if self.whole else None

    @property
    def is_few(self) -> bool:
        """Whether fewer stand behind it than the set number."""
        return self.whole < self.few


@dataclass(frozen=True)
class Quarter:
    """What came back in one quarter of a financial year."""

    label: str
    sent: int
    response: Share
    recommend: Share


@dataclass(frozen=True)
class Results:
    """A financial year of surveys by quarter, and what was said in words."""

    quarters: list[Quarter]
    year: Quarter
    scales: list[tuple[str, list[tuple[str, int]]]]
    words: list[str]


def survey_results(user: User, year: int) -> Results:
    """The surveys of the user's service in the financial year that begins in `year`."""
    few = setting("support_small_number")
    spans = [_quarter(year, number) for number in range(4)]
    whole = ("Year", spans[0][1], spans[-1][2])
    answers = _answers(user, whole[1], whole[2])
    edition = SurveyEdition.objects.visible_to(user).order_by("-number").first()
    return Results(
        quarters=[_counted(user, *span, few) for span in spans],
        year=_counted(user, *whole, few),
        scales=_scales(questions_of(edition), answers),
        words=_words(questions_of(edition), answers) if len(answers) >= few else [],
    )


def _quarter(year: int, number: int) -> tuple[str, dt.date, dt.date]:
    """April to June is the first quarter of a financial year."""
    month = 4 + 3 * number
    start = dt.date(year + (month > 12), (month - 1) % 12 + 1, 1)
    after = month + 3
    end = dt.date(year + (after > 12), (after - 1) % 12 + 1, 1) - dt.timedelta(days=1)
    return f"Q{number + 1}", start, end


def _counted(user: User, label: str, start: dt.date, end: dt.date, few: int) -> Quarter:
    surveys = SurveyAnswer.objects.visible_to(user)
    sent = surveys.filter(asked_on__range=(start, end))
    came_back = sent.filter(answered_on__isnull=False).count()
    alone = AnonymousReply.objects.visible_to(user).filter(month__range=(start, end))
    said = Counter(
        surveys.filter(answered_on__range=(start, end)).values_list("would_recommend", flat=True)
    ) + Counter(alone.values_list("would_recommend", flat=True))
    number = sent.count()
    yes, no = said[Recommendation.YES], said[Recommendation.NO]
    back = min(came_back + alone.filter(came_alone=True).count(), number)
    return Quarter(
        label=label,
        sent=number,
        response=Share(back, number, few),
        recommend=Share(yes, yes + no, few),
    )


def _answers(user: User, start: dt.date, end: dt.date) -> list[dict[str, Any]]:
    named = SurveyAnswer.objects.visible_to(user).filter(answered_on__range=(start, end))
    unnamed = AnonymousReply.objects.visible_to(user).filter(month__range=(start, end))
    found = [*named.values_list("answers", flat=True), *unnamed.values_list("answers", flat=True)]
    return [dict(each) for each in found]


def _scales(
    questions: list[Question], answers: list[dict[str, Any]]
) -> list[tuple[str, list[tuple[str, int]]]]:
    counted = []
    for question in questions:
        if question["kind"] == "scale":
            said = Counter(str(each.get(question["key"], "")) for each in answers)
            counted.append((question["text"], [(step, said[step]) for step in SCALE]))
    return counted


def _words(questions: list[Question], answers: list[dict[str, Any]]) -> list[str]:
    """What was written, in alphabetical order, so that the order tells nothing of who or when."""
    keys = [question["key"] for question in questions if question["kind"] == "words"]
    return sorted(str(each[key]) for each in answers for key in keys if each.get(key))


def quarters_of(year: int) -> list[tuple[dt.date, dt.date]]:
    """The four quarters of the financial year that begins in `year`, both days included."""
    return [_quarter(year, number)[1:] for number in range(4)]


def this_financial_year() -> int:
    """The year in which the financial year of today began."""
    today = timezone.localdate()
    return today.year - (today.month < 4)
