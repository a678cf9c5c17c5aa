"""An upload that is too large stops being written to disk while it still comes in."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler


class LimitedUpload(FileUploadHandler):
    """Lets through the largest size and one chunk more, so that the form sees it is too large."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """The chunk, or nothing once there has been enough."""
        return raw_data if start <= settings.LARGEST_UPLOAD else None

    def file_complete(self, file_size: int) -> Any:
        """The next handler keeps the file."""
        return None
