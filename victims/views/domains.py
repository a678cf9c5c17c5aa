"""The parts of life in which support asks what help is needed."""

from django.http import HttpRequest, HttpResponse

from cases.views.kept import KeptList, add_to_list, change_in_list, show_list
from victims.models import NeedDomain

DOMAINS = KeptList(
    model=NeedDomain,
    title="Parts of life",
    purpose="What support workers ask about when they assess needs, and what goals are about.",
    noun="part of life",
    urls=("list_need_domains", "add_need_domain", "change_need_domain"),
)


def list_need_domains(request: HttpRequest) -> HttpResponse:
    """Every part of life."""
    return show_list(request, DOMAINS)


def add_need_domain(request: HttpRequest) -> HttpResponse:
    """Add a part of life."""
    return add_to_list(request, DOMAINS)


def change_need_domain(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a part of life."""
    return change_in_list(request, DOMAINS, pk)
