"""The broker of an installation without Redis: a folder, in which nothing is ever half there.

kombu's own filesystem transport writes its files where they are read, so that a worker may read
half a message, and die of it. Here each file is written aside and then given its name.
"""

import fcntl
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic_ns
from typing import Any

from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.json import dumps

ADDRESS = "folder://localhost/"
TRANSPORT_ALIASES["folder"] = "config.broker:Transport"


def write_whole(file: Path, text: str) -> None:
    """Write a file so that whoever reads it finds all of it, or what was there before."""
    aside = file.with_name(f".{uuid.uuid4()}")
    aside.write_text(text)
    aside.replace(file)


class Channel(filesystem.Channel):
    """A channel of the folder."""

    def _put(self, queue: str, payload: Any, **_kwargs: Any) -> None:  # type: ignore[override]
        name = f"{monotonic_ns() // 1_000_000}_{uuid.uuid4()}.{queue}.msg"
        write_whole(Path(self.data_folder_out, name), dumps(payload))

    def _queue_bind(
        self, exchange: str, routing_key: str | None, pattern: str | None, queue: str
    ) -> None:
        self._bind(exchange, (routing_key or "", pattern or "", queue or ""), bound=True)

    def _delete(
        self, queue: str, exchange: str, routing_key: str, pattern: str, *_args: Any, **_kwargs: Any
    ) -> None:
        self._purge(queue)
        self._bind(exchange, (routing_key or "", pattern or "", queue or ""), bound=False)

    def _bind(self, exchange: str, row: tuple[str, str, str], *, bound: bool) -> None:
        file = self._exchange_file(exchange)  # type: ignore[attr-defined]
        with self._alone():
            others = [each for each in self.get_table(exchange) if tuple(each) != row]
            write_whole(file, dumps([row, *others] if bound else others))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        lock = os.open(self.control_folder / ".lock", os.O_RDWR | os.O_CREAT)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)


class Transport(filesystem.Transport):
    """The folder as kombu's transport."""

    Channel = Channel
    driver_type = driver_name = "folder"
