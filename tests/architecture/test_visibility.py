"""Every row has one rule about who sees it, written with the row."""

import pytest
from django.apps import apps

from tests.architecture.test_floors import our_models

# Why a model needs no `visible_to`. Nothing else may be without one.
EXEMPT = {
    "audit.Entry": "the log knows no users: governance.queries.log_entries is its one door",
    "audit.Seal": "shown only as a date beside the log",
    "accounts.Partnership": "its name stands on every page",
    "accounts.User": "colleagues' names stand beside what they did; accounts.queries lists them",
    "accounts.Membership": "accounts.queries.members is its one door",
    "accounts.KeptForm": "looked up by its owner alone: accounts.queries.kept_form",
    "people.PersonNumber": "a counter",
    "cases.ReferenceNumber": "a counter",
    "cases.IncidentGroup": "a number that its incidents share: GroupedIncident is its one door",
    "cases.RiskInstrument": "a form without answers, the same for everybody",
}

# Parts that are only ever reached through the row they belong to.
REACHED_THROUGH = {
    "people.PersonAccess": "person",
    "cases.CaseShare": "case",
    "cases.MergedRow": "merge",
    "cases.MergedShare": "merge",
    "panels.CoChair": "panel",
    "panels.PanelMember": "panel",
    "panels.PaperPack": "meeting",
    "panels.PaperReading": "meeting",
    "panels.AgendaAgreement": "meeting",
    "panels.AgendaComment": "meeting",
    "panels.Attendance": "meeting",
    "panels.ItemRecord": "item",
    "panels.ActionReview": "item",
    "panels.MinutesAgreement": "meeting",
    "panels.LockedMinutes": "meeting",
}


def test_every_model_says_who_sees_it() -> None:
    without = {
        model._meta.label
        for model in our_models()
        if not hasattr(model._default_manager, "visible_to")
    }
    assert without == {*EXEMPT, *REACHED_THROUGH}


@pytest.mark.parametrize("label", REACHED_THROUGH)
def test_a_part_belongs_to_a_row_that_says_who_sees_it(label: str) -> None:
    whole = apps.get_model(label)._meta.get_field(REACHED_THROUGH[label]).related_model
    assert isinstance(whole, type)
    assert hasattr(whole._default_manager, "visible_to")
