"""Input checks for closing a case and looking at it again."""

from collections.abc import Sequence
from typing import Any

from django import forms

from cases.forms.sections import long_text, one_of
from cases.models import (
    Action,
    ActionStatus,
    Case,
    ClosureOutcome,
    ExitReason,
    FurtherReports,
    RiskBand,
    Told,
)
from cases.services.closure import ClosingRecord, Fate
from ui.dates import say_date
from ui.forms import DateField, Form

FATES = [choice for choice in ActionStatus.choices if choice[0] != ActionStatus.OPEN]


class ClosingForm(Form):
    """Everything that is asked when a case ends, on one page."""

    outcome = one_of("What became of the behaviour?", ClosureOutcome.choices)
    exit_reason = one_of("Why does the panel's work end?", ExitReason.choices)
    reason = long_text(
        "What would somebody need to know who opens this case again?",
        "Everybody who sees the case will read this",
    )
    risk_band = one_of("How high is the risk at closure?", RiskBand.choices)
    risk_reason = long_text(
        "If that is another band than the last assessment: why?",
        "It is kept as an assessment by professional judgement",
        required=False,
    )
    victim_told = one_of("Was the person harmed told that the case closes?", Told.choices)
    told_by = forms.CharField(
        label="If yes: who told them?", required=False, help_text="Name and job"
    )
    told_on = DateField(label="If yes: when?", required=False, not_future=True)
    told_what = long_text("If yes: what were they told?", required=False)
    not_told_reason = long_text(
        "If no: why not?", "For example, contact would be unsafe", required=False
    )

    def __init__(self, *args: Any, case: Case, actions: Sequence[Action], **kwargs: Any) -> None:
        self.case = case
        self.actions = tuple(actions)
        plain = type(self).base_fields
        told = [name for name in plain if name.startswith(("victim_", "told_", "not_told"))]
        self.base_fields = {  # type: ignore[misc]
            **{name: field for name, field in plain.items() if name not in told},
            **_fate_fields(self.actions),
            **{name: plain[name] for name in told},
        }
        super().__init__(*args, **kwargs)
        self.fields["risk_band"].initial = case.risk_band
        self.fields[
            "risk_band"
        ].help_text = f"Last assessed: {case.get_risk_band_display().lower() or 'never'}"

    def clean(self) -> dict[str, Any]:
        """What one answer makes necessary."""
        said = super().clean() or {}
        for name, message in _missing(said, self.case.risk_band).items():
            if not said.get(name) and name not in self.errors:
                self.add_error(name, message)
        return said

    def said(self) -> ClosingRecord:
        """The record as the service takes it: of two halves only the one that holds."""
        said = self.cleaned_data
        plain = ("outcome", "exit_reason", "reason", "risk_band", "risk_reason", "victim_told")
        told = ("told_by", "told_on", "told_what")
        half = told if said["victim_told"] == Told.YES else ("not_told_reason",)
        fates = [
            Fate(action, said[f"fate_{action.pk}"], said[f"fate_note_{action.pk}"])
            for action in self.actions
        ]
        return ClosingRecord(fates=fates, **{name: said[name] for name in (*plain, *half)})


def _fate_fields(actions: Sequence[Action]) -> dict[str, forms.Field]:
    fields: dict[str, forms.Field] = {}
    for action in actions:
        fields[f"fate_{action.pk}"] = one_of(
            f"What became of the action: {action.wording}",
            FATES,
            f"{action.owner}, {action.agency.short_name}, due {say_date(action.due_on)}",
        )
        fields[f"fate_note_{action.pk}"] = long_text(f"What was done, or why not? {action.wording}")
    return fields


def _missing(said: dict[str, Any], band: str) -> dict[str, str]:
    needed = {}
    if said.get("risk_band") and said["risk_band"] != band:
        needed["risk_reason"] = "Enter why the risk is in another band now"
    if said.get("victim_told") == Told.YES:
        needed |= {
            "told_by": "Enter who told them",
            "told_on": "Enter the day they were told, like 27 3 2026",
            "told_what": "Enter what they were told",
        }
    if said.get("victim_told") == Told.NO:
        needed["not_told_reason"] = "Enter why they were not told"
    return needed


class CheckClosedCaseForm(Form):
    """What was found some months after closing."""

    further_reports = one_of("Were there further reports?", FurtherReports.choices)
    victim_contacted = one_of("Was the person harmed asked how it is now?", Told.choices)
    findings = long_text(
        "What did you find?", "If nobody asked the person harmed, say why. The panel may read this"
    )
    asks_reopening = one_of(
        "Should the case be opened again?", [("no", "No, it stays closed"), ("yes", "Yes")]
    )

    def clean_asks_reopening(self) -> bool:
        """True for yes."""
        return bool(self.cleaned_data["asks_reopening"] == "yes")


class LeaveClosedForm(Form):
    """Why a case stays closed although somebody asked to reopen it."""

    reason = long_text("Why does it stay closed?", "Whoever asked will read this")
