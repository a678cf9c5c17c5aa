"""Form fields that take what people type: loose dates, times, postcodes, phone numbers."""

import re
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from ui.dates import parse_date, parse_time, say_date, say_time

_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][0-9A-Z]?)([0-9][ABD-HJLNP-UW-Z]{2})")
_NOT_IN_PHONE = re.compile(r"[\s().\-]+")


class DateField(forms.DateField):
    """A date in one box: 24/11/26, 24 Nov 2026, today."""

    widget = forms.TextInput(attrs={"class": "govuk-input--width-10"})
    default_error_messages = {
        "invalid": "Enter a date, like 27 3 2026",
        "future": "Enter a date that is today or in the past",
        "past": "Enter a date that is today or in the future",
    }

    def __init__(self, *, not_future: bool = False, not_past: bool = False, **options: Any) -> None:
        self.not_future = not_future
        self.not_past = not_past
        if not options.get("help_text"):
            options["help_text"] = "For example, 27 3 2026"
        super().__init__(**options)

    def to_python(self, value: object) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        try:
            return parse_date(str(value), timezone.localdate())
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is None:
            return
        today = timezone.localdate()
        if self.not_future and value > today:
            raise ValidationError(self.error_messages["future"], code="future")
        if self.not_past and value < today:
            raise ValidationError(self.error_messages["past"], code="past")

    def prepare_value(self, value: Any) -> Any:
        return say_date(value) if isinstance(value, date) else value


class TimeField(forms.TimeField):
    """A time of day in one box: 2:30pm, 14:30, midday."""

    widget = forms.TextInput(attrs={"class": "govuk-input--width-5"})
    default_error_messages = {"invalid": "Enter a time, like 2:30pm or 14:30"}

    def __init__(self, **options: Any) -> None:
        if not options.get("help_text"):
            options["help_text"] = "For example, 2:30pm"
        super().__init__(**options)

    def to_python(self, value: object) -> time | None:
        if value in self.empty_values:
            return None
        if isinstance(value, time):
            return value
        try:
            return parse_time(str(value))
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

    def prepare_value(self, value: Any) -> Any:
        return say_time(value) if isinstance(value, time) else value


class PostcodeField(forms.CharField):
    """A whole UK postcode in any spacing and case, kept as N11 1AA."""

    widget = forms.TextInput(
        attrs={"class": "govuk-input--width-10", "autocomplete": "off", "spellcheck": "false"}
    )
    default_error_messages = {"invalid": "Enter a full postcode, like N11 1AA"}

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        if not text:
            return ""
        found = _POSTCODE.fullmatch("".join(text.upper().split()))
        if not found:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return f"{found[1]} {found[2]}"


class PhoneField(forms.CharField):
    """A UK phone number in any spacing, kept as 020 7946 0000 or 07700 900123."""

    widget = forms.TextInput(
        attrs={"class": "govuk-input--width-20", "type": "tel", "autocomplete": "off"}
    )
    default_error_messages = {
        "invalid": "Enter a UK phone number, like 020 7946 0000 or 07700 900123"
    }

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        if not text:
            return ""
        digits = re.sub(r"^(\+44|0044)0?", "0", _NOT_IN_PHONE.sub("", text))
        if not re.fullmatch(r"0[1-9][0-9]{8,9}", digits):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return _spaced(digits)


def _spaced(digits: str) -> str:
    """The number with the spaces it is read with: by city, by county, or as a mobile."""
    if digits[1] == "2":
        return f"{digits[:3]} {digits[3:7]} {digits[7:]}"
    if digits[1] in "389" or digits[2] == "1" or digits[3] == "1":
        return f"{digits[:4]} {digits[4:7]} {digits[7:]}"
    return f"{digits[:5]} {digits[5:]}"


class _ManyFiles(forms.ClearableFileInput):
    """A box that takes several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or several files. Each is judged by itself where it is kept, so that one that is refused
    does not take the others with it."""

    widget = _ManyFiles

    def __init__(self, *, most: int = 10, **options: Any) -> None:
        self.most = most
        super().__init__(allow_empty_file=True, **options)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """A list of files; nothing chosen is an empty list."""
        files = list(data) if isinstance(data, list | tuple) else [data] if data else []
        if self.required and not files:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(files) > self.most:
            raise ValidationError(f"Choose at most {self.most} files at once")
        return files
