"""The pathways out of offending that the partnership works with."""

from django import forms

from cases.forms.kept import EntryForm
from cases.views.kept import KeptList
from offenders.models import Pathway


class PathwayForm(EntryForm):
    """A pathway: also whether an appointment on it is treatment."""

    is_treatment = forms.BooleanField(
        label="It is treatment",
        required=False,
        help_text="The days from release to the first appointment are counted.",
    )


PATHWAYS = KeptList(
    model=Pathway,
    title="Pathways",
    purpose="The pathways on which needs are rated and people are referred to partner services.",
    noun="pathway",
    urls=("list_pathways", "add_pathway", "change_pathway"),
    form=PathwayForm,
)
