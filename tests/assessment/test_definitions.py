"""Every figure is defined, on its page and in the documents."""

from io import StringIO
from pathlib import Path

from django.core.management import call_command
from django.urls import reverse

from assessment.figures.definitions import definitions

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "definitions.md"


def test_the_document_is_what_the_code_says():
    said = StringIO()
    call_command("show_definitions", stdout=said)
    assert DOCUMENT.read_text() == said.getvalue()


def test_the_page_lists_every_definition_under_its_code(cast, signed_in):
    page = signed_in(cast.dpo).get(reverse("figure_definitions")).content.decode()
    for code, _, _ in definitions():
        if "<" not in code:
            assert f'id="{code}"' in page
