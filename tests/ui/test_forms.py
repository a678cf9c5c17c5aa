from datetime import date, time
from html.parser import HTMLParser
from urllib.parse import urlencode

import pytest
import time_machine
from django import forms
from django.forms import formset_factory
from django.template.loader import render_to_string
from django.test import RequestFactory

from ui import forms as ui

CHOICES = [("a", "Noise"), ("b", "Threats")]


class EveryKind(ui.Form):
    text = forms.CharField(label="Your name", help_text="As on your badge")
    email = forms.EmailField(label="Email address")
    password = forms.CharField(label="Password", widget=forms.PasswordInput)
    number = forms.IntegerField(label="Age", help_text="In years")
    textarea = forms.CharField(label="What happened?", widget=forms.Textarea)
    select = forms.ChoiceField(label="Ward", choices=CHOICES)
    radios = forms.ChoiceField(
        label="Kind", choices=CHOICES, widget=forms.RadioSelect, help_text="The worst of them"
    )
    checkboxes = forms.MultipleChoiceField(
        label="Needs", choices=CHOICES, widget=forms.CheckboxSelectMultiple
    )
    checkbox = forms.BooleanField(label="The person agrees", help_text="Ask first")
    day = ui.DateField(label="Date of the incident")
    clock = ui.TimeField(label="Time")
    postcode = ui.PostcodeField(label="Postcode")
    phone = ui.PhoneField(label="Phone number")
    file = forms.FileField(label="Document")
    several = forms.SplitDateTimeField(label="Moment")
    hidden = forms.CharField(widget=forms.HiddenInput)


class Elements(HTMLParser):
    """Every element of a page as (tag, attributes), and the text in its order."""

    def __init__(self, html):
        super().__init__()
        self.all = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.all.append((tag, dict(attrs)))

    def by_id(self, wanted):
        (found,) = [each for each in self.all if each[1].get("id") == wanted]
        return found


def render(form, **context):
    return render_to_string("components/form.html", {"form": form, **context})


@pytest.fixture(scope="module")
def wrong():
    return Elements(render(EveryKind({}), submit="Send", cancel_url="/cases/"))


VISIBLE = [name for name in EveryKind.base_fields if name != "hidden"]


@pytest.mark.parametrize("name", VISIBLE)
def test_the_summary_leads_to_something_that_takes_focus(wrong, name):
    links = [a["href"] for tag, a in wrong.all if tag == "a" and a["href"].startswith("#")]
    (link,) = [link for link in links if link[1:] in (f"id_{name}", f"id_{name}_0")]
    tag, attrs = wrong.by_id(link[1:])
    assert tag in ("input", "select", "textarea")
    assert attrs.get("type") != "hidden"
    assert "disabled" not in attrs


@pytest.mark.parametrize("name", VISIBLE)
def test_the_error_is_tied_to_its_field(wrong, name):
    describers = [a for _, a in wrong.all if f"id_{name}_error" in a.get("aria-describedby", "")]
    assert describers
    assert wrong.by_id(f"id_{name}_error")[1]["class"] == "govuk-error-message"


@pytest.mark.parametrize("name", ["text", "number", "radios"])
def test_the_hint_is_read_before_the_error(wrong, name):
    (described,) = [
        a["aria-describedby"]
        for _, a in wrong.all
        if f"id_{name}_hint" in a.get("aria-describedby", "")
    ]
    assert described == f"id_{name}_hint id_{name}_error"
    ids = [a.get("id") for _, a in wrong.all]
    assert ids.index(f"id_{name}_hint") < ids.index(f"id_{name}_error")


@pytest.mark.parametrize(
    ("name", "css"),
    [
        ("text", "govuk-input--error"),
        ("email", "govuk-input--error"),
        ("password", "govuk-input--error"),
        ("number", "govuk-input--error"),
        ("textarea", "govuk-textarea--error"),
        ("select", "govuk-select--error"),
        ("day", "govuk-input--error"),
        ("clock", "govuk-input--error"),
        ("postcode", "govuk-input--error"),
        ("phone", "govuk-input--error"),
        ("file", "govuk-file-upload--error"),
    ],
)
def test_the_control_looks_wrong(wrong, name, css):
    _, attrs = wrong.by_id(f"id_{name}")
    assert css in attrs["class"].split()
    assert attrs["aria-invalid"] == "true"
    assert "required" not in attrs
    assert "maxlength" not in attrs


def test_nothing_is_inline(wrong):
    assert not [a for _, a in wrong.all if "style" in a or any(k.startswith("on") for k in a)]


def test_every_id_is_there_once(wrong):
    ids = [a["id"] for _, a in wrong.all if "id" in a]
    assert len(ids) == len(set(ids))


def test_checkboxes_are_checkboxes_and_radios_are_radios(wrong):
    assert wrong.by_id("id_checkboxes_0")[1]["type"] == "checkbox"
    assert wrong.by_id("id_radios_0")[1]["type"] == "radio"


def test_an_unbound_form_has_no_summary():
    html = render(EveryKind())
    assert "There is a problem" not in html
    assert "error" not in html


def test_what_is_wrong_with_the_whole_form_is_in_the_summary():
    class Two(ui.Form):
        start = ui.DateField()
        end = ui.DateField()

        def clean(self):
            raise forms.ValidationError("Enter an end that is after the start")

    assert "Enter an end that is after the start" in render(Two({"start": "today", "end": "today"}))


def test_what_is_wrong_in_a_formset_is_in_the_summary():
    class Row(ui.Form):
        name = forms.CharField(label="Name of the witness")

    data = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2", "form-0-name": "A"}
    rows = formset_factory(Row)(data)
    page = Elements(render(EveryKind(), formset=rows))
    assert ("a", {"href": "#id_form-1-name"}) in page.all
    assert page.by_id("id_form-1-name")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("text", "Enter your name"),
        ("email", "Enter the email address"),
        ("day", "Enter the date of the incident, like 27 3 2026"),
        ("select", "Select the ward"),
        ("textarea", "Answer this question: What happened?"),
        ("checkbox", "Tick to confirm: The person agrees"),
        ("file", "Choose the document"),
    ],
)
def test_a_missing_answer_is_told_what_to_do(name, message):
    assert EveryKind({}).errors[name] == [message]


def test_a_message_of_the_forms_own_is_kept():
    class Own(ui.Form):
        name = forms.CharField(error_messages={"required": "Enter who rang"})

    assert Own({}).errors["name"] == ["Enter who rang"]


def test_text_is_stripped_and_limited():
    class Text(ui.Form):
        short = forms.CharField()
        long = forms.CharField(widget=forms.Textarea)
        chosen = forms.CharField(max_length=5)

    assert Text({"short": " a ", "long": "b", "chosen": "c"}).is_valid()
    big = Text({"short": "a" * 201, "long": "b" * 3_000_000, "chosen": "c" * 6})
    assert big.errors == {
        "short": ["Shorten this to 200 characters or fewer. It has 201"],
        "long": ["Shorten this to 12,000 characters or fewer. It has 3000000"],
        "chosen": ["Shorten this to 5 characters or fewer. It has 6"],
    }
    assert "b" * 3_000_000 in render(big)


def test_a_text_of_three_megabytes_reaches_the_form():
    body = urlencode({"textarea": "b" * 3_000_000})
    request = RequestFactory().post("/", body, content_type="application/x-www-form-urlencoded")
    assert "It has 3000000" in EveryKind(request.POST).errors["textarea"][0]


def test_a_null_byte_is_refused_in_words():
    form = EveryKind({"text": "a\x00b"})
    assert "hidden character" in form.errors["text"][0]


def test_optional_fields_say_so():
    class Optional(ui.Form):
        note = forms.CharField(required=False)
        name = forms.CharField()

    assert render(Optional()).count("(optional)") == 1


def clean(field, value):
    class One(ui.Form):
        answer = field

    form = One({"answer": value})
    return form.cleaned_data["answer"] if form.is_valid() else form.errors["answer"][0]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("n11 1aa", "N11 1AA"),
        ("N111AA", "N11 1AA"),
        (" sw1a  1aa", "SW1A 1AA"),
        ("n 1 1 1 a a", "N11 1AA"),
        ("N11", "Enter a full postcode, like N11 1AA"),
        ("N11 1CC", "Enter a full postcode, like N11 1AA"),
    ],
)
def test_postcodes_in_any_spacing(typed, kept):
    assert clean(ui.PostcodeField(), typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("02079460000", "020 7946 0000"),
        ("+44 (0)20 7946 0000", "020 7946 0000"),
        ("0044 7700900123", "07700 900123"),
        ("07700-900-123", "07700 900123"),
        ("01614960000", "0161 496 0000"),
        ("03069990000", "0306 999 0000"),
        ("01632 960001", "01632 960001"),
        ("12345", "Enter a UK phone number, like 020 7946 0000 or 07700 900123"),
    ],
)
def test_phone_numbers_in_any_spacing(typed, kept):
    assert clean(ui.PhoneField(), typed) == kept


@time_machine.travel("2026-11-24 12:00")
def test_dates_may_be_bound_to_past_or_future():
    assert clean(ui.DateField(not_future=True), "today") == date(2026, 11, 24)
    assert clean(ui.DateField(not_future=True), "tomorrow") == (
        "Enter a date that is today or in the past"
    )
    assert clean(ui.DateField(not_past=True), "yesterday") == (
        "Enter a date that is today or in the future"
    )
    assert clean(ui.DateField(), "31 2 2026") == "Enter a date, like 27 3 2026"


def test_times_are_loose():
    assert clean(ui.TimeField(), "2.30pm") == time(14, 30)
    assert clean(ui.TimeField(), "2") == "Enter a time, like 2:30pm or 14:30"


def test_plain_date_fields_become_loose_ones():
    assert clean(forms.DateField(), "24 Nov 2026") == date(2026, 11, 24)


def test_a_date_already_known_is_said_as_people_say_it():
    class One(ui.Form):
        day = ui.DateField()

    form = One({"day": "24/11/26"}, initial={"day": date(2026, 11, 24)})
    assert 'value="24 November 2026"' in render(One(initial={"day": date(2026, 11, 24)}))
    assert not form.has_changed()
