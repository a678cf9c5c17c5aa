"""The survey: its questions, sending it, and the answers."""

from typing import Any

from django import forms

from ui.forms import DateField, Form
from victims.forms.fields import radios, some_of, text_box
from victims.models import Recommendation, Way
from victims.queries.surveys import SCALE

SAID = some_of(
    Recommendation.choices, (Recommendation.YES, Recommendation.NO, Recommendation.NOT_SAID)
)
MOST_QUESTIONS = 8
WOULD_RECOMMEND = "Would you recommend the service to others?"


def add_questions(form: Form, questions: list[dict[str, str]]) -> None:
    """Ask the questions of an edition; none of them has to be answered."""
    for question in questions:
        if question["kind"] == "scale":
            steps = [("", "No answer"), *((step, step) for step in SCALE)]
            field: forms.Field = radios(question["text"], steps, required=False)
        else:
            field = text_box(question["text"], required=False, max_length=2000)
        form.fields[f"answer_{question['key']}"] = field


def answers_in(form: Form) -> dict[str, str]:
    """What was answered, by the key of the question."""
    return {
        name.removeprefix("answer_"): str(value)
        for name, value in form.cleaned_data.items()
        if name.startswith("answer_") and value
    }


class SurveyForm(Form):
    """When the survey was sent and how, and the answer once there is one."""

    how = radios("How is it sent?", Way.choices)
    asked_on = DateField(label="Sent on", not_future=True)
    would_recommend = radios(
        "Would they recommend the service to others?",
        [("", "No answer"), *SAID],
        required=False,
    )
    answered_on = DateField(label="Answered on", required=False, not_future=True)

    def __init__(self, *args: Any, questions: list[dict[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        add_questions(self, questions)

    def said(self) -> dict[str, Any]:
        """The survey as the service takes it."""
        names = ("how", "asked_on", "would_recommend", "answered_on")
        return {**{name: self.cleaned_data[name] for name in names}, "answers": answers_in(self)}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        answer, day, asked = (
            said.get("would_recommend"),
            said.get("answered_on"),
            said.get("asked_on"),
        )
        if answer and not day and "answered_on" not in self.errors:
            self.add_error("answered_on", "Enter the date they answered")
        if day and not answer:
            self.add_error("would_recommend", "Select what they answered")
        if day and asked and day < asked:
            self.add_error("answered_on", "Enter a date on or after the day the survey was sent")
        return said


class SendSurveyForm(Form):
    """How the link to the survey is sent."""

    way = radios("How will you send the link?", some_of(Way.choices, (Way.TEXT, Way.EMAIL)))


class OwnSurveyForm(Form):
    """What a person answers by themselves."""

    would_recommend = radios(WOULD_RECOMMEND, SAID)

    def __init__(self, *args: Any, questions: list[dict[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        add_questions(self, questions)
        self.fields["is_anonymous"] = forms.BooleanField(
            label="Do not tell my worker what I answered",
            required=False,
            help_text="Your answers are counted without your name",
        )

    def said(self) -> dict[str, Any]:
        """The answers as the service takes them."""
        return {
            "would_recommend": self.cleaned_data["would_recommend"],
            "is_anonymous": self.cleaned_data["is_anonymous"],
            "answers": answers_in(self),
        }


class UnnamedReplyForm(Form):
    """A reply on paper with no name on it."""

    answered_on = DateField(label="When did it come?", not_future=True)
    would_recommend = radios("Would they recommend the service to others?", SAID)

    def __init__(self, *args: Any, questions: list[dict[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        add_questions(self, questions)

    def said(self) -> dict[str, Any]:
        """The reply as the service takes it."""
        return {
            "answered_on": self.cleaned_data["answered_on"],
            "would_recommend": self.cleaned_data["would_recommend"],
            "answers": answers_in(self),
        }


class PublishSurveyForm(Form):
    """The questions of the next edition, one on a line."""

    scales = text_box(
        "Questions answered on a scale",
        "One on a line. From “very satisfied” to “very dissatisfied”",
        required=False,
        max_length=2000,
    )
    words = text_box(
        "Questions answered in words", "One on a line", required=False, max_length=2000
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if len(self.questions()) > MOST_QUESTIONS:
            self.add_error("scales", f"Ask {MOST_QUESTIONS} questions or fewer in all")
        return said

    def questions(self) -> list[dict[str, str]]:
        """The questions as they are kept."""
        lines = [
            (kind, " ".join(line.split()))
            for kind, box in (("scale", "scales"), ("words", "words"))
            for line in str(self.cleaned_data.get(box, "")).splitlines()
            if line.strip()
        ]
        return [
            {"key": f"q{number}", "kind": kind, "text": text[:300]}
            for number, (kind, text) in enumerate(lines, 1)
        ]
