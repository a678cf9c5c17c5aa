"""What a long password still may not be: a short one said again, or the keyboard read aloud.

The National Cyber Security Centre asks for length and for a list of common passwords, not for
character classes or expiry; a list of common passwords holds few of twelve letters and more.
"""

from typing import Any

from django.core.exceptions import ValidationError

RUNS = ("01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm")
LONGEST_UNIT = 8


class NotPatterned:
    """Refuses one short piece repeated, and runs of the alphabet, the digits or the keyboard."""

    message = "Enter a password that is not a pattern, like three words that have nothing in common"

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError for a patterned password."""
        folded = password.lower()
        if _is_repeated(folded) or _is_run(folded):
            raise ValidationError(self.message, code="password_patterned")

    def get_help_text(self) -> str:
        """What the form says beforehand."""
        return "It can’t be a short piece repeated, or letters in a row."


def _is_repeated(text: str) -> bool:
    """Whether a piece of at most eight characters, again and again, makes the text."""
    pieces = (text[:length] for length in range(1, min(LONGEST_UNIT, len(text) // 2) + 1))
    return any((piece * len(text)).startswith(text) for piece in pieces)


def _is_run(text: str) -> bool:
    """Whether the text is a run, forwards or backwards."""
    return any(text in run or text in run[::-1] for run in RUNS)
