"""What partner services report: each service with its measures. Only totals, never a person.

The services are those that a strategic assessment names (Barnet 2016/17); what is asked of each
follows SafeLives' dataset for a domestic abuse MARAC, the Home Office's Prevent statistics and the
published board papers. A new measure is a line here.
"""

from dataclasses import dataclass
from enum import StrEnum

from places.readers.files import plain


class Adds(StrEnum):
    """How values of parts of a year make one of the year."""

    FLOW = "flow"
    STOCK = "stock"
    SHARE = "share"


@dataclass(frozen=True)
class Asked:
    """One number that a service reports."""

    key: str
    name: str
    unit: str
    meaning: str
    adds: Adds = Adds.FLOW


@dataclass(frozen=True)
class Service:
    """A service and what it reports."""

    key: str
    name: str
    asked: tuple[Asked, ...]

    def code_of(self, asked: Asked) -> str:
        """The code of the figure."""
        return f"partner.{self.key}.{asked.key}"


SERVICES: dict[str, Service] = {
    service.key: service
    for service in (
        Service(
            "idva",
            "Independent domestic violence advisers",
            (
                Asked("referrals", "Referrals", "referrals", "Referrals received in the period."),
                Asked("engaged", "Engaged", "people", "Referred people who took up support."),
            ),
        ),
        Service(
            "refuge",
            "Refuge",
            (
                Asked("referrals", "Referrals", "referrals", "Referrals received in the period."),
                Asked("admitted", "Admitted", "households", "Households that moved in."),
            ),
        ),
        Service(
            "dv-marac",
            "Domestic abuse MARAC",
            (
                Asked("referrals", "Referrals", "referrals", "Cases referred in the period."),
                Asked("children", "Children", "children", "Children in the households referred."),
                Asked("repeats", "Repeat cases", "referrals", "Referred again within 12 months."),
            ),
        ),
        Service(
            "one-stop-shop",
            "One Stop Shop",
            (
                Asked("cases", "Cases", "cases", "People or families seen, each once."),
                Asked("sessions", "Sessions", "sessions", "Drop-in sessions held."),
            ),
        ),
        Service(
            "perpetrator-programme",
            "Perpetrator programme",
            (
                Asked("adults", "Adults referred", "people", "Referrals of people over 17."),
                Asked("young", "Young people referred", "people", "Referrals of people under 18."),
                Asked("completed", "Completed", "people", "People who completed the programme."),
            ),
        ),
        Service(
            "hate-crime-centres",
            "Hate crime reporting centres",
            (
                Asked("reports", "Reports", "reports", "Reports taken, of every strand."),
                Asked("to-police", "Passed to the police", "reports", "Reports passed on."),
                Asked("trained", "Staff trained", "people", "Staff and champions trained."),
            ),
        ),
        Service(
            "youth-offending",
            "Youth offending service",
            (
                Asked(
                    "supervised",
                    "Supervised",
                    "young people",
                    "Young people supervised on the last day.",
                    Adds.STOCK,
                ),
                Asked(
                    "gang",
                    "Believed gang-involved",
                    "young people",
                    "Of those supervised on the last day, believed to be involved with a gang.",
                    Adds.STOCK,
                ),
            ),
        ),
        Service(
            "reoffending",
            "Proven reoffending",
            (
                Asked(
                    "adults",
                    "Adults",
                    "percent",
                    "Adults of the cohort who reoffended within a year, as published.",
                    Adds.SHARE,
                ),
                Asked(
                    "young",
                    "Young people",
                    "percent",
                    "Young people of the cohort who reoffended within a year, as published.",
                    Adds.SHARE,
                ),
            ),
        ),
        Service(
            "mettrace",
            "MetTrace property marking",
            (Asked("households", "Households", "households", "Households given a kit."),),
        ),
        Service(
            "anpr",
            "Number plate recognition",
            (
                Asked(
                    "cameras",
                    "Cameras live",
                    "cameras",
                    "Cameras live on the last day. No vehicle is ever reported.",
                    Adds.STOCK,
                ),
            ),
        ),
        Service(
            "neighbourhood-watch",
            "Neighbourhood Watch",
            (
                Asked("watches", "Watches", "watches", "Watches on the last day.", Adds.STOCK),
                Asked("trained", "Coordinators trained", "people", "Coordinators trained."),
                Asked("events", "Prevention events", "events", "Events held."),
            ),
        ),
        Service(
            "prevent",
            "Prevent",
            (
                Asked("referrals", "Referrals", "referrals", "Referrals, as a total only."),
                Asked("channel", "Discussed at Channel", "cases", "Discussed, as a total only."),
                Asked("adopted", "Adopted by Channel", "cases", "Adopted, as a total only."),
            ),
        ),
    )
}  # fmt: skip


def service_named(text: str) -> Service | None:
    """The service of a name or key, as a form holds it."""
    said = plain(text)
    return next((s for s in SERVICES.values() if said in (plain(s.name), plain(s.key))), None)


def asked_named(service: Service, text: str) -> Asked | None:
    """The measure of a service, by name or key."""
    said = plain(text)
    return next((a for a in service.asked if said in (plain(a.name), plain(a.key))), None)


def return_definitions() -> list[tuple[str, str, str]]:
    """Code, name and meaning of every figure that partners report."""
    return [
        (service.code_of(asked), f"{service.name}: {asked.name}", asked.meaning)
        for service in SERVICES.values()
        for asked in service.asked
    ]
