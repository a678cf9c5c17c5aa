"""What a risk matrix means: the score of answers, the band of a total, and what makes it whole.

Plain data in, plain data out: a matrix is its `questions` and its `bands`, as the instrument
holds them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cases.models.bands import RiskBand

KEY = re.compile(r"[a-z][a-z0-9-]{0,29}")
MOST_POINTS = 100
MOST_QUESTIONS = 60
MOST_ANSWERS = 12
Question = Mapping[str, Any]
# Lowest first.
BANDS = tuple(RiskBand.values)


@dataclass(frozen=True)
class Fault:
    """Something that keeps a matrix from being used: the part it is in, and what to do."""

    part: str
    message: str


@dataclass(frozen=True)
class Given:
    """One question, the answer given to it, and the points it had."""

    question: str
    answer: str
    score: int
    most: int


def given(questions: Sequence[Question], answers: Mapping[str, str]) -> list[Given]:
    """Each question with the answer given and its points; a question left out has none."""
    return [_given(question, answers.get(question["key"])) for question in questions]


def _given(question: Question, key: str | None) -> Given:
    most = max((answer["score"] for answer in question["answers"]), default=0)
    for answer in question["answers"]:
        if answer["key"] == key:
            return Given(question["text"], answer["text"], answer["score"], most)
    return Given(question["text"], "Not answered", 0, most)


def total_of(questions: Sequence[Question], answers: Mapping[str, str]) -> int:
    """The sum of the points of the answers given."""
    return sum(each.score for each in given(questions, answers))


def most_of(questions: Sequence[Question]) -> int:
    """The highest total that answers can reach."""
    return sum(each.most for each in given(questions, {}))


def band_of(bands: Mapping[str, int], total: int) -> str:
    """The highest band whose lowest total is reached."""
    return max((lowest, band) for band, lowest in bands.items() if total >= lowest)[1]


def ranges_of(bands: Mapping[str, int], most: int) -> list[tuple[str, int, int]]:
    """Each band with its lowest and highest total, the lowest band first."""
    ends = [bands[band] - 1 for band in BANDS[1:]] + [most]
    return [(band, bands[band], end) for band, end in zip(BANDS, ends, strict=True)]


def faults(questions: Sequence[Question], bands: Mapping[str, int]) -> list[Fault]:
    """Everything that keeps a matrix from being published."""
    found = [] if questions else [Fault("questions", "Add at least one question")]
    for number, question in enumerate(questions):
        others = [each["key"] for each in (*questions[:number], *questions[number + 1 :])]
        name = question["text"] or f"Question {number + 1}"
        problems = [*key_faults(question["key"], others), *question_faults(question)]
        found += [Fault("questions", f"{name}: {each}") for each in problems]
    band_problems = band_faults(bands, most_of(questions))
    return found + [Fault("bands", message) for message in band_problems.values()]


def key_faults(key: str, others: Sequence[str]) -> list[str]:
    """What is wrong with the short name of a question, beside those of the others."""
    if not KEY.fullmatch(key):
        return ["Begin the short name with a letter; use small letters, digits and dashes"]
    return [f"Choose another short name: {key} is taken"] if key in others else []


def question_faults(question: Question) -> list[str]:
    """What is wrong with one question: no words, too few answers, two alike, odd points."""
    answers = question["answers"]
    texts = [answer["text"].strip().lower() for answer in answers]
    keys = [answer["key"] for answer in answers]
    checks = (
        (not question["text"].strip(), "Enter the question"),
        (len(answers) < 2, "Give at least two answers to choose from"),
        (not all(texts), "Enter the words of each answer"),
        (len(set(texts)) < len(texts) or len(set(keys)) < len(keys), "Make each answer different"),
        (not all(_is_points(answer["score"]) for answer in answers), "Give points from 0 to 100"),
    )
    return [message for is_wrong, message in checks if is_wrong]


def _is_points(score: Any) -> bool:
    return isinstance(score, int) and 0 <= score <= MOST_POINTS


def band_faults(bands: Mapping[str, int], most: int) -> dict[str, str]:
    """What is wrong with the bands, by band: one is missing, overlaps the one below, leaves a gap
    at the bottom, or can never be reached."""
    found = {}
    for number, band in enumerate(BANDS):
        lowest = bands.get(band)
        name = str(RiskBand(band).label).lower()
        below = bands.get(BANDS[number - 1]) if number else None
        if lowest is None:
            found[band] = f"Say from which total the risk is {name}"
        elif number == 0 and lowest != 0:
            found[band] = f"Begin {name} at 0, so that every total has a band"
        elif below is not None and lowest <= below:
            found[band] = f"Begin {name} above {below}, or it overlaps the band below"
        elif lowest > most:
            found[band] = f"Begin {name} at {most} or less: no answers can reach {lowest}"
    return found
