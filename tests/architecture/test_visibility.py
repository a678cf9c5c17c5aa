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
    "files.StoredFile": "bytes without a matter: the row that names it says who sees it",
    "panels.CalendarFeed": "looked up by its owner or its secret: panels.queries.calendar",
    "cases.IncidentGroup": "a number that its incidents share: GroupedIncident is its one door",
    "cases.RiskInstrument": "a form without answers, the same for everybody",
    "victims.NeedDomain": "names of parts of life, the same for everybody",
    "letters.LetterTemplate": "words without anybody in them, the same for everybody",
    "letters.Letterhead": "where an agency's desk is: it stands on every letter",
}

# Parts that are only ever reached through the row they belong to.
REACHED_THROUGH = {
    "people.PersonAccess": "person",
    "cases.CaseShare": "case",
    "cases.MergedRow": "merge",
    "cases.MergedShare": "merge",
    "victims.SideConsent": "intervention",
    "victims.Session": "intervention",
    "panels.CoChair": "panel",
    "panels.ConfidentialityStatement": "panel",
    "panels.CalendarEntry": "meeting",
    "panels.InformationChaser": "asked",
    "panels.Invitation": "meeting",
    "panels.PaperFile": "meeting",
    "panels.PanelMember": "panel",
    "panels.PaperPack": "meeting",
    "panels.PaperReading": "meeting",
    "panels.AgendaAgreement": "meeting",
    "panels.AgendaComment": "meeting",
    "panels.ItemRecord": "item",
    "panels.ActionReview": "item",
    "panels.MinutesAgreement": "meeting",
    "panels.LockedMinutes": "meeting",
    "panels.MinutesCorrection": "item",
    "panels.MinutesAddendum": "meeting",
    "panels.DraftField": "item",
    "panels.Presence": "meeting",
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
