"""A stand-in for clamd that speaks INSTREAM and finds EICAR."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from tests.files.samples import EICAR


class FakeScanner:
    """Answers one connection after the other; keeps what it was sent."""

    def __init__(self) -> None:
        self.door = socket.create_server(("127.0.0.1", 0))
        self.seen: list[bytes] = []
        self.answer: bytes | None = None
        self.limit = 10**9
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.door.getsockname()[1]}"

    def _serve(self) -> None:
        while True:
            try:
                caller, _ = self.door.accept()
            except OSError:
                return
            with caller:
                caller.sendall(self._judge(caller))

    def _judge(self, caller: socket.socket) -> bytes:
        stream = caller.makefile("rb")
        assert stream.read(10) == b"zINSTREAM\0"
        content = b""
        while length := struct.unpack("!I", stream.read(4))[0]:
            content += stream.read(length)
            if len(content) > self.limit:
                return b"INSTREAM size limit exceeded. ERROR\0"
        self.seen.append(content)
        if self.answer is not None:
            return self.answer
        return b"stream: Eicar-Signature FOUND\0" if EICAR in content else b"stream: OK\0"


@contextmanager
def fake_clamd() -> Iterator[FakeScanner]:
    """A scanner for as long as it lasts."""
    scanner = FakeScanner()
    try:
        yield scanner
    finally:
        scanner.door.close()
