"""Boxes for files on any form of a case."""

from typing import Any

from files.kinds import EXTENSIONS, TAKEN
from ui.forms import FilesField, Form

AGAIN = "Choose the file again: it was not kept, because something else here is not right yet"


class FilesForm(Form):
    """A form with a box for files, which says what is taken."""

    uploads = FilesField()

    def __init__(self, *args: Any, most_mb: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["uploads"]
        said = f"Up to {most_mb} MB each and 10 at once: {TAKEN}"
        field.help_text = f"{field.help_text}. {said}" if field.help_text else said
        field.error_messages["required"] = "Choose a file"
        field.widget.attrs["accept"] = ",".join(f".{end}" for end in EXTENSIONS)


class FilesOrNothingForm(FilesForm):
    """A form of which the files are kept only if all else is right: a browser does not send them
    a second time by itself, so it says that they must be chosen again."""

    def clean(self) -> dict[str, Any]:
        """Chosen files are asked for again where something else is wrong."""
        said = super().clean() or {}
        if self.errors and said.get("uploads"):
            self.add_error("uploads", AGAIN)
        return said
