"""Setting up a panel, and who belongs to it."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify

from accounts.models import Agency, User
from audit.models import Operation
from audit.services import record
from cases.workflow import save_versioned
from panels.models import CoChair, ConfidentialityStatement, MemberKind, Panel, PanelMember


class AlreadyOnPanel(Exception):
    """That person chairs the panel already, or that agency belongs to it already."""


@transaction.atomic
def set_up_panel(
    *, by: User | None, name: str, confidentiality_statement: str, **terms: Any
) -> Panel:
    """Set up a panel; `terms` are its deadlines, lengths and other fields."""
    panel = Panel.objects.create(
        name=name,
        slug=_free_slug(name),
        confidentiality_statement=confidentiality_statement,
        **terms,
    )
    _write_statement(panel)
    _record("panel.set_up", panel, by, operation=Operation.COLLECTION)
    return panel


@transaction.atomic
def change_panel(panel: Panel, *, by: User, version: int, **fields: Any) -> Panel:
    """Change a panel's terms; StaleVersion if somebody else has done so meanwhile. A changed
    confidentiality statement is a new version of it: earlier signatures stay to the earlier one."""
    changed = sorted(name for name, value in fields.items() if getattr(panel, name) != value)
    save_versioned(panel, version, **fields)
    if "confidentiality_statement" in changed:
        _write_statement(panel)
    _record("panel.changed", panel, by, changes={"fields": changed})
    return panel


@transaction.atomic
def appoint_co_chair(
    panel: Panel,
    *,
    by: User | None,
    user: User,
    deputy: User | None = None,
    starts: dt.date | None = None,
) -> CoChair:
    """Make a person a co-chair; agendas and minutes wait for them, or for their deputy, from that
    day."""
    starts = starts or timezone.localdate()
    if CoChair.objects.filter(panel=panel, user=user, ends=None).exists():
        raise AlreadyOnPanel
    chair = CoChair.objects.create(panel=panel, user=user, deputy=deputy, starts=starts)
    _record(
        "panel.co_chair_appointed",
        panel,
        by,
        changes={
            "user": user.pk,
            "starts": starts.isoformat(),
            **({"deputy": deputy.pk} if deputy else {}),
        },
    )
    return chair


@transaction.atomic
def name_deputy(chair: CoChair, *, by: User, deputy: User | None, version: int) -> CoChair:
    """Say who stands in for a co-chair, or that nobody does."""
    was = chair.deputy_id
    save_versioned(chair, version, deputy=deputy)
    changes = {"user": chair.user_id, "deputy": [was, deputy.pk if deputy else None]}
    _record("panel.deputy_named", chair.panel, by, changes=changes)
    return chair


@transaction.atomic
def end_co_chair(chair: CoChair, *, by: User, ends: dt.date, reason: str) -> CoChair:
    """End a co-chair's time: that day is the first without."""
    chair.ends = max(ends, chair.starts)
    chair.save(update_fields=["ends"])
    changes = {"user": chair.user_id, "ends": chair.ends.isoformat()}
    _record("panel.co_chair_ended", chair.panel, by, reason=reason, changes=changes)
    return chair


@transaction.atomic
def add_member(
    panel: Panel,
    *,
    by: User | None,
    agency: Agency,
    kind: str = MemberKind.CORE,
    contact: User | None = None,
    deputies: Sequence[User] = (),
    starts: dt.date | None = None,
) -> PanelMember:
    """Make an agency a member, with its point of contact: it is invited from that day."""
    starts = starts or timezone.localdate()
    if PanelMember.objects.filter(panel=panel, agency=agency, ends=None).exists():
        raise AlreadyOnPanel
    member = PanelMember.objects.create(
        panel=panel, agency=agency, kind=kind, contact=contact, starts=starts
    )
    member.deputies.set(deputies)
    changes = {"agency": agency.slug, "kind": kind, "starts": starts.isoformat()}
    _record("panel.member_added", panel, by, changes=changes)
    return member


@transaction.atomic
def change_member(
    member: PanelMember,
    *,
    by: User,
    version: int,
    kind: str,
    contact: User | None,
    deputies: Sequence[User],
) -> PanelMember:
    """Change how an agency attends, its point of contact and who stands in for them."""
    was = [member.kind, member.contact_id]
    save_versioned(member, version, kind=kind, contact=contact)
    member.deputies.set(deputies)
    changes = {
        "agency": member.agency.slug,
        "kind": [was[0], kind],
        "contact": [was[1], contact.pk if contact else None],
        "deputies": sorted(person.pk for person in deputies),
    }
    _record("panel.member_changed", member.panel, by, changes=changes)
    return member


@transaction.atomic
def end_member(member: PanelMember, *, by: User, ends: dt.date, reason: str) -> PanelMember:
    """End an agency's membership: that day is the first without."""
    member.ends = max(ends, member.starts)
    member.save(update_fields=["ends"])
    changes = {"agency": member.agency.slug, "ends": member.ends.isoformat()}
    _record("panel.member_ended", member.panel, by, reason=reason, changes=changes)
    return member


def _write_statement(panel: Panel) -> ConfidentialityStatement:
    last = panel.statements.aggregate(last=Max("version"))["last"] or 0
    return ConfidentialityStatement.objects.create(
        panel=panel, version=last + 1, text=panel.confidentiality_statement
    )


def _free_slug(name: str) -> str:
    """An address that no other panel has; it stays when the name changes."""
    wanted = slugify(name)[:40] or "panel"
    slug, number = wanted, 1
    while Panel.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def _record(
    verb: str,
    panel: Panel,
    by: User | None,
    *,
    operation: str = Operation.ALTERATION,
    reason: str = "",
    changes: dict[str, Any] | None = None,
) -> None:
    subject = f"panel {panel.slug}"
    record(verb, by=by, subject=subject, operation=operation, reason=reason, changes=changes)
