"""The controls that are drawn here say what Django's own templates say."""

import re
from html.parser import HTMLParser

from django import forms
from django.forms.renderers import TemplatesSetting
from hypothesis import given
from hypothesis import strategies as st

from ui.renderer import Renderer

text = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=12)
values = st.one_of(text, st.integers(), st.booleans(), st.none())
options = st.lists(st.tuples(values, text), max_size=5)
choices = st.one_of(options, st.lists(st.tuples(text, options), max_size=3))
attrs = st.dictionaries(
    st.sampled_from(["id", "class", "maxlength", "required", "aria-describedby"]),
    st.one_of(text, st.booleans(), st.integers()),
)


class Reader(HTMLParser):
    """What a browser understands: tags, attributes and words, but not the space between."""

    def __init__(self, html):
        super().__init__()
        self.said = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.said.append((tag, sorted(attributes, key=str)))

    def handle_endtag(self, tag):
        self.said.append(f"/{tag}")

    def handle_data(self, data):
        if words := re.sub(r"\s+", " ", data).strip():
            self.said.append(words)


def both(widget, value, attributes):
    drawn = [
        widget.render("field", value, attributes, renderer)
        for renderer in (Renderer(), TemplatesSetting())
    ]
    return [Reader(html).said for html in drawn]


@given(choices, values, attrs)
def test_a_list_to_choose_from(offered, value, attributes):
    ours, theirs = both(forms.Select(choices=offered), value, attributes)
    assert ours == theirs


@given(options, st.lists(values, max_size=3), attrs)
def test_a_list_to_choose_several_from(offered, value, attributes):
    ours, theirs = both(forms.SelectMultiple(choices=offered), value, attributes)
    assert ours == theirs


@given(
    st.sampled_from(
        [
            forms.TextInput,
            forms.HiddenInput,
            forms.EmailInput,
            forms.NumberInput,
            forms.CheckboxInput,
            forms.DateInput,
        ]
    ),
    values,
    attrs,
)
def test_one_line(widget, value, attributes):
    ours, theirs = both(widget(), value, attributes)
    assert ours == theirs
