"""What a setting is: its name on the screen, what it rests on, and its range."""

from dataclasses import dataclass

LOCAL = "Local default."


@dataclass(frozen=True)
class Choice:
    """One thing that a partnership may decide. A number has a range; a text has none."""

    key: str
    group: str
    label: str
    help: str
    default: int | str
    unit: str = ""
    lowest: int = 0
    highest: int = 365

    @property
    def is_text(self) -> bool:
        """Whether the value is words and not a number."""
        return isinstance(self.default, str)
