"""A password is long and is no pattern."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError


@pytest.mark.parametrize(
    "password",
    [
        "short",
        "passwordpassword",
        "123456789012",
        "aaaaaaaaaaaaaa",
        "lkjhgfdsapoiu",
        "abcabcabcabca",
    ],
)
def test_short_common_and_patterned_ones_are_refused(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password)


@pytest.mark.parametrize("password", ["canal lantern otter", "northbridge rehearsal only"])
def test_three_words_are_enough(password: str) -> None:
    validate_password(password)
