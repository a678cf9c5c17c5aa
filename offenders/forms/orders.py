"""Input checks for orders and warnings. They never save."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from accounts.models import Agency
from cases.models import Party
from offenders.forms.parts import CASE_READERS, long_text, radios, seen_version
from offenders.geometry import BadArea, read_area
from offenders.models import BreachStatus, OrderStatus, Power, TermKind
from places.models import Area
from ui.forms import DateField, Form, TimeField

HOURS = "Only for what is counted in hours, like a dispersal. For example, 2:30pm"


class PersonField(forms.ModelChoiceField[Party]):
    """A person in a case, by name and role."""

    def label_from_instance(self, obj: Party) -> str:
        """Their name, and what they are in the case."""
        return f"{obj.person.full_name}, {obj.get_role_display().lower()}"


class PowerField(forms.ModelChoiceField[Power]):
    """A power, with the days it was in force where the law has changed."""

    def label_from_instance(self, obj: Power) -> str:
        """Its name, and the years it is for if there is another of the same name."""
        if obj.in_force_to:
            return f"{obj.name}, made up to {obj.in_force_to:%-d %B %Y}"
        return obj.name


class OrderForm(Form):
    """An order, notice, warning or agreement, as it was made."""

    party = PersonField(None, label="Person", widget=forms.RadioSelect, empty_label=None)
    power = PowerField(None, label="What it is", empty_label="Select an order or warning")
    agency: forms.ModelChoiceField[Agency] = forms.ModelChoiceField(
        None, label="Agency that gave it or asked for it", empty_label="Select an agency"
    )
    made_by = forms.CharField(
        label="Made by",
        max_length=120,
        required=False,
        help_text="The court, or the officer's post",
    )
    court_reference = forms.CharField(label="Court reference", max_length=60, required=False)
    made_on = DateField(label="Date it was made", not_future=True)
    made_time = TimeField(label="Time it was made", required=False, help_text=HOURS)
    served_on = DateField(
        label="Date it was served",
        required=False,
        not_future=True,
        help_text="Leave empty if it has not been served yet. A notice binds from this day",
    )
    served_how = forms.CharField(label="How it was served", max_length=120, required=False)
    expires_on = DateField(
        label="Last day",
        required=False,
        help_text="The last day it is in force. Leave empty if it has no end",
    )
    expires_time = TimeField(label="Time it ends", required=False, help_text=HOURS)
    reason = long_text("Why, and what was tried before?", CASE_READERS)

    def __init__(
        self,
        *args: Any,
        parties: QuerySet[Party],
        powers: QuerySet[Power],
        agencies: QuerySet[Agency],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].queryset = parties  # type: ignore[attr-defined]
        self.fields["power"].queryset = powers  # type: ignore[attr-defined]
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]


class ServeForm(Form):
    """When and how an order was served."""

    served_on = DateField(label="Date it was served", not_future=True)
    how = forms.CharField(
        label="How it was served", max_length=120, help_text="For example, handed over at the door"
    )
    version = seen_version()


class ExtendForm(Form):
    """A later last day."""

    happened_on = DateField(label="Date it was extended", not_future=True)
    expires_on = DateField(label="New last day")
    expires_time = TimeField(label="Time it ends", required=False, help_text=HOURS)
    note = long_text("By whom, and why?", CASE_READERS, required=False)
    version = seen_version()


class ReviewOrderForm(Form):
    """A look at an order that the law wants looked at."""

    happened_on = DateField(label="Date of the review", not_future=True)
    note = long_text("What did it find?", CASE_READERS)


class EndOrderForm(Form):
    """The end of an order before its last day."""

    to = radios(
        "How did it end?",
        [choice for choice in OrderStatus.choices if choice[0] != OrderStatus.MADE],
    )
    ended_on = DateField(label="First day without it", not_future=True)
    reason = long_text("By whom, and why?", CASE_READERS)


class TermForm(Form):
    """One term of an order."""

    kind = radios("Kind", TermKind.choices)
    text = long_text(
        "What it says",
        "Word for word. Everybody who sees the case in full will read this",
    )
    begins_on = DateField(
        label="In force from",
        not_future=True,
        help_text="The day the order was made, or the day it was varied",
    )
    ward: forms.ModelChoiceField[Area] = forms.ModelChoiceField(
        None, label="Exclusion zone: a ward", required=False, empty_label="No ward"
    )
    area = forms.CharField(
        label="Exclusion zone: a drawn area",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text="Its corners, as a GeoJSON polygon. Leave empty if a ward or the words say it "
        "all",
    )
    curfew_from = TimeField(label="Curfew from", required=False)
    curfew_to = TimeField(label="Curfew to", required=False)

    def __init__(self, *args: Any, wards: QuerySet[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ward"].queryset = wards  # type: ignore[attr-defined]

    def clean_area(self) -> dict[str, Any] | None:
        """The polygon, or what is wrong with it."""
        if not self.cleaned_data["area"]:
            return None
        try:
            return read_area(self.cleaned_data["area"])
        except BadArea as refusal:
            raise forms.ValidationError(str(refusal)) from None

    def clean(self) -> dict[str, Any]:
        """A curfew has hours, and places belong to zones."""
        said = self.cleaned_data
        kind = said.get("kind")
        if kind == TermKind.CURFEW:
            for name in ("curfew_from", "curfew_to"):
                if said.get(name) is None and name not in self.errors:
                    self.add_error(name, "Enter the time, like 7pm")
        elif kind and (said.get("curfew_from") or said.get("curfew_to")):
            self.add_error("kind", "Select Curfew, or leave the hours of the curfew empty")
        if kind and kind != TermKind.ZONE and (said.get("ward") or said.get("area")):
            self.add_error("kind", "Select Exclusion zone, or leave ward and area empty")
        return said


class EndTermForm(Form):
    """The end of one term."""

    ended_on = DateField(label="Last day of the term", not_future=True)
    reason = long_text("By whom, and why?", CASE_READERS)
    version = seen_version()


class BreachForm(Form):
    """A breach that is alleged."""

    happened_on = DateField(label="Date of the breach", not_future=True)
    description = long_text("What is alleged?", CASE_READERS)
    source = forms.CharField(
        label="Source", max_length=120, help_text="Who says so: an agency or a post, not a name"
    )


class DecideBreachForm(Form):
    """What came of a breach."""

    to = radios(
        "What came of it?",
        [choice for choice in BreachStatus.choices if choice[0] != BreachStatus.ALLEGED],
    )
    decided_on = DateField(label="Date of the outcome", not_future=True)
    outcome = long_text("Outcome in words", "For example, fined by the magistrates' court")
