"""Input checks for drafts of risk matrices. What makes a matrix whole is in `risk_matrix`."""

from collections.abc import Mapping
from typing import Any

from django import forms

from accounts.models import AgencyKind
from cases.forms.sections import one_of
from cases.models import InstrumentUse, RiskBand, RiskInstrument
from cases.risk_matrix import (
    BANDS,
    MOST_ANSWERS,
    MOST_POINTS,
    Question,
    band_faults,
    key_faults,
    most_of,
)
from ui.forms import DateField, Form

NO_LIMIT = 1_000_000
MOST_SUGGESTIONS = 15
SPARE_ROWS = 3


class StandingForm(Form):
    """Whose form it is, and when it is the one to use."""

    purpose = forms.CharField(
        label="When is it the one to use?", max_length=300, help_text="Shown where people choose"
    )
    standing = forms.CharField(
        label="Whose form is it?",
        help_text="Said beside every score. If it is not an official form, say so.",
    )
    use = one_of("Where is it answered?", InstrumentUse.choices)


class AboutForm(StandingForm):
    """The same, of a draft that somebody saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class StartInstrumentForm(StandingForm):
    """A new instrument and its name."""

    name = forms.CharField(
        label="Name", max_length=120, help_text="It stays the same in every later version"
    )
    field_order = ("name", "purpose", "standing", "use")


class QuestionForm(Form):
    """One question: its words, its short name, and its place among the others."""

    text = forms.CharField(label="Question", max_length=300)
    key = forms.CharField(
        label="Short name",
        max_length=30,
        help_text="For downloads, like how-often. The same question keeps it in later versions.",
    )
    place = forms.IntegerField(
        label="Place in the list",
        min_value=1,
        error_messages={
            "invalid": "Enter a whole number, like 1 for the first question",
            "min_value": "Enter 1 or more",
        },
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, others: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = others

    def clean_key(self) -> str:
        """A short name that no other question has."""
        key = str(self.cleaned_data["key"]).lower()
        for message in key_faults(key, self.others):
            raise forms.ValidationError(message)
        return key


class AnswerForm(Form):
    """One answer and its points; an empty row is no answer."""

    text = forms.CharField(label="Answer", required=False)
    score = forms.IntegerField(
        label="Points",
        required=False,
        min_value=0,
        max_value=MOST_POINTS,
        error_messages={
            "invalid": "Enter the points as a whole number",
            "min_value": "Enter 0 points or more",
            "max_value": f"Enter {MOST_POINTS} points or fewer",
        },
    )
    key = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Words and points go together."""
        said = super().clean() or {}
        if said.get("text") and said.get("score") is None and "score" not in self.errors:
            self.add_error("score", f"Enter the points for {said['text']}")
        if said.get("score") is not None and not said.get("text") and "text" not in self.errors:
            self.add_error("text", "Enter the words of this answer, or take its points away")
        return said


class AnswersFormSet(forms.BaseFormSet[AnswerForm]):
    """The answers of a question: at least two, no two alike."""

    def clean(self) -> None:
        """Two or more different answers."""
        seen: set[str] = set()
        for form in self.forms:
            text = form.cleaned_data.get("text", "") if hasattr(form, "cleaned_data") else ""
            if text and text.lower() in seen:
                form.add_error("text", "Make this answer different from the one above")
            seen.add(text.lower())
        empty = [form for form in self.forms if not form["text"].value()]
        if len(self.forms) - len(empty) < 2:
            first = empty[0] if empty else None
            if first is not None:
                first.add_error("text", "Give at least two answers to choose from")
            else:
                raise forms.ValidationError("Give at least two answers to choose from")

    def answers(self, before: Question | None) -> list[dict[str, Any]]:
        """The answers as the instrument holds them; one that was there keeps its key."""
        known = {each["key"] for each in before["answers"]} if before else set()
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data.get("text")]
        kept: set[str] = set()
        found = []
        for row in rows:
            key = row["key"]
            if key not in known or key in kept:
                taken = kept | known
                key = next(str(n) for n in range(len(taken) + 1) if str(n) not in taken)
            kept.add(key)
            found.append({"key": key, "text": row["text"], "score": row["score"]})
        return found


def answers_formset(data: Any, question: Question | None) -> Any:
    """The rows of a question's answers, with some to spare."""
    initial = list(question["answers"]) if question else []
    make = forms.formset_factory(
        AnswerForm,
        formset=AnswersFormSet,
        extra=min(SPARE_ROWS, MOST_ANSWERS - len(initial)),
        max_num=MOST_ANSWERS,
        absolute_max=MOST_ANSWERS,
    )
    return make(data, prefix="answers", initial=initial)


class BandsForm(Form):
    """From which total each band begins, and what follows from it."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, instrument: RiskInstrument, days: Mapping[str, int], **kwargs: Any
    ) -> None:
        self.most = most_of(instrument.questions) or NO_LIMIT
        fields: dict[str, forms.Field] = {}
        for band in BANDS:
            fields |= _band_fields(band, days[band])
        self.base_fields = {**fields, **type(self).base_fields}  # type: ignore[misc]
        initial = {"version": instrument.version}
        for band in BANDS:
            follows = instrument.consequence(band)
            initial |= {
                f"{band}_from": instrument.bands.get(band),
                f"{band}_days": follows["review_days"],
                f"{band}_priority": follows["priority"],
            }
        super().__init__(*args, initial=initial, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Bands that follow one another with no gap and no overlap."""
        said = super().clean() or {}
        for band, message in band_faults(self.bands(), self.most).items():
            if f"{band}_from" not in self.errors:
                self.add_error(f"{band}_from", message)
        return said

    def bands(self) -> dict[str, int]:
        """The lowest total of each band that was given one."""
        found = {band: self.cleaned_data.get(f"{band}_from") for band in BANDS}
        return {band: lowest for band, lowest in found.items() if lowest is not None}

    def follows(self, instrument: RiskInstrument) -> dict[str, dict[str, Any]]:
        """What follows from each band, with the actions as they were."""
        return {
            band: {
                **instrument.consequence(band),
                "review_days": self.cleaned_data[f"{band}_days"],
                "priority": self.cleaned_data[f"{band}_priority"],
            }
            for band in BANDS
        }


def _band_fields(band: str, days: int) -> dict[str, forms.Field]:
    name = RiskBand(band).label
    return {
        f"{band}_from": forms.IntegerField(
            label=f"{name} begins at",
            min_value=0,
            help_text="The lowest total" + (": always 0" if band == BANDS[0] else ""),
            error_messages={
                "required": f"Enter from which total the risk is {name.lower()}",
                "invalid": "Enter a whole number of points",
                "min_value": "Enter 0 or more",
            },
        ),
        f"{band}_days": forms.IntegerField(
            label=f"{name}: days until the next review",
            required=False,
            min_value=1,
            max_value=365,
            help_text=f"Empty: as in Settings, {days} days today",
            error_messages={"invalid": "Enter a whole number of days"},
        ),
        f"{band}_priority": forms.CharField(
            label=f"{name}: priority",
            required=False,
            max_length=60,
            help_text="Said on the case, like First on the agenda",
        ),
    }


class SuggestionForm(Form):
    """An action that a band suggests; an empty row is none."""

    band = forms.ChoiceField(
        label="At which band?", choices=[("", "Choose"), *RiskBand.choices], required=False
    )
    wording = forms.CharField(
        label="What is to be done?",
        max_length=500,
        required=False,
        help_text="Start with a verb, like Visit",
    )
    agency_kind = forms.ChoiceField(
        label="By what kind of agency?",
        choices=[("", "Choose"), *AgencyKind.choices],
        required=False,
    )
    days = forms.IntegerField(
        label="Within how many days?",
        required=False,
        min_value=0,
        max_value=365,
        error_messages={"invalid": "Enter a whole number of days"},
    )

    def clean(self) -> dict[str, Any]:
        """All of it or nothing."""
        said = super().clean() or {}
        missing = {
            "band": "Select the band",
            "wording": "Enter what is to be done",
            "agency_kind": "Select the kind of agency",
            "days": "Enter the number of days",
        }
        if any(said.get(name) not in (None, "") for name in missing):
            for name, message in missing.items():
                if said.get(name) in (None, "") and name not in self.errors:
                    self.add_error(name, message)
        return said


def suggestions_formset(data: Any, instrument: RiskInstrument) -> Any:
    """The suggested actions of every band, with rows to spare."""
    initial = [
        {"band": band, **action}
        for band in BANDS
        for action in instrument.consequence(band)["actions"]
    ]
    make = forms.formset_factory(
        SuggestionForm,
        extra=min(SPARE_ROWS, MOST_SUGGESTIONS - len(initial)),
        max_num=MOST_SUGGESTIONS,
        absolute_max=MOST_SUGGESTIONS,
    )
    return make(data, prefix="actions", initial=initial)


def suggested(formset: Any, instrument: RiskInstrument) -> dict[str, dict[str, Any]]:
    """What follows from each band, with the actions as they were typed."""
    rows = [form.cleaned_data for form in formset.forms if form.cleaned_data.get("wording")]
    return {
        band: {
            **instrument.consequence(band),
            "actions": [
                {name: row[name] for name in ("wording", "agency_kind", "days")}
                for row in rows
                if row["band"] == band
            ],
        }
        for band in BANDS
    }


class VersionForm(Form):
    """The version of the draft that somebody saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class PublishForm(VersionForm):
    """From which day a draft is used."""

    valid_from = DateField(
        label="From which day?",
        not_past=True,
        help_text="Today or later. From then on this version can never be changed.",
    )


class WithdrawForm(Form):
    """Why an instrument is no longer used."""

    reason = forms.CharField(label="Why?", max_length=500, help_text="This is kept in the log")


def bands_shown(instrument: RiskInstrument) -> list[dict[str, Any]]:
    """Each band with where it begins, if that is said, and what follows from it."""
    kinds = dict(AgencyKind.choices)
    shown = []
    for band in BANDS:
        follows = instrument.consequence(band)
        actions = [{**each, "by": kinds[each["agency_kind"]]} for each in follows["actions"]]
        shown.append(
            {**follows, "band": band, "lowest": instrument.bands.get(band), "actions": actions}
        )
    return shown
