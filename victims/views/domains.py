"""The parts of life in which support asks what help is needed."""

from cases.views.kept import KeptList
from victims.models import NeedDomain

DOMAINS = KeptList(
    model=NeedDomain,
    title="Parts of life",
    purpose="What support workers ask about when they assess needs, and what goals are about.",
    noun="part of life",
    urls=("list_need_domains", "add_need_domain", "change_need_domain"),
)
