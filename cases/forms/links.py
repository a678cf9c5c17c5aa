"""Input checks for linking and merging cases, counting incidents once and dismissing repeats."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms

from accounts.models import Agency
from cases.forms.sections import long_text, one_of
from cases.models import Case, LinkKind, ShareLevel
from cases.queries.lists import REFERENCE
from cases.queries.merging import Sight
from ui.forms import Form

NOTHING = "none"
LEVELS = [
    (ShareLevel.FULL.value, "All of it"),
    (ShareLevel.SUMMARY.value, "Only the summary"),
    (NOTHING, "Nothing"),
]
NOW = {ShareLevel.FULL.value: "all", ShareLevel.SUMMARY.value: "the summary", "": "nothing"}


class ReasonForm(Form):
    """Why something is done that others will ask about."""

    reason = forms.CharField(label="Why?", max_length=500)

    def __init__(self, *args: Any, reader: str, question: str = "Why?", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = question
        self.fields["reason"].help_text = reader


class OtherCaseForm(Form):
    """Another case, by its reference; `find` looks only among those that the person sees."""

    reference = forms.CharField(
        label="Reference of the other case", max_length=20, help_text="Like CSM-2026-0042"
    )

    def __init__(self, *args: Any, find: Callable[[str], Case | None], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.find = find

    def clean_reference(self) -> Case:
        """The case itself."""
        typed = self.cleaned_data["reference"]
        found = REFERENCE.match(typed.strip())
        case = self.find(f"CSM-{found[2]}-{int(found[3]):04d}") if found else None
        if case is None:
            raise forms.ValidationError(
                "You see no other case in full with this reference. Check the number, like "
                "CSM-2026-0042"
            )
        return case


class LinkCasesForm(OtherCaseForm):
    """Another case, and why it belongs with this one."""

    kind = one_of("How do they belong together?", LinkKind.choices)
    reason = forms.CharField(
        label="Why?", max_length=500, help_text="Whoever sees both cases will read this"
    )


class MergeForm(Form):
    """How much of the merged case each agency will see, asked for each by itself, and why."""

    reason = long_text("Why are they one case?", "Whoever sees both cases will read this")

    def __init__(
        self,
        *args: Any,
        sights: Sequence[Sight],
        merged: Case,
        into: Case,
        moves: Sequence[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.agencies: dict[str, Agency] = {}
        what = ", ".join(moves) or "nothing"
        for sight in sights:
            name = f"agency_{sight.agency.pk}"
            self.agencies[name] = sight.agency
            choices = LEVELS[:1] if sight.leads else LEVELS
            initial = ShareLevel.FULL if sight.sees_both or sight.leads else None
            self.fields[name] = one_of(
                f"How much of {into.reference} will {sight.agency} see?",
                choices,
                _effect(sight, merged, into, what),
                initial=initial,
            )
            self.fields[name].error_messages["required"] = (
                f"Choose how much {sight.agency} will see"
            )
        self.order_fields([*self.agencies, "reason"])

    def levels(self) -> dict[Agency, str]:
        """The answer for each agency; "" for nothing."""
        chosen = {agency: self.cleaned_data[name] for name, agency in self.agencies.items()}
        return {agency: "" if level == NOTHING else level for agency, level in chosen.items()}


def _effect(sight: Sight, merged: Case, into: Case, what: str) -> str:
    """What the agency sees now, and what it would gain and lose."""
    now = (
        f"Sees {NOW[sight.of_into]} of {into.reference} and {NOW[sight.of_merged]} of "
        f"{merged.reference} now."
    )
    gains = [
        gained
        for level, gained in (
            (sight.of_into, f"the whole of {into.reference}"),
            (sight.of_merged, f"what moves here from {merged.reference} ({what})"),
        )
        if level != ShareLevel.FULL
    ]
    gain = f" With all of it, gains {' and '.join(gains)}." if gains else " Gains nothing."
    leads = " It leads this case, so it must see all of it." if sight.leads else ""
    lost = sight.of_merged == ShareLevel.FULL and not sight.leads
    loss = f" Without it, no longer sees what moves from {merged.reference}." if lost else ""
    return now + gain + loss + leads
