"""A mail server that can be slow: it keeps a message, and answers when it is allowed to."""

import socketserver
import threading
from collections import Counter
from email import message_from_bytes
from typing import Any


class MailServer(socketserver.ThreadingTCPServer):
    """Speaks just enough SMTP. `held` counts down: the message that reaches 0 waits for `go`."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.received: list[str] = []
        self.hold_at = 0
        self.holding = threading.Event()
        self.go = threading.Event()
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server_address[1])

    def times_received(self) -> Counter[str]:
        """Message-ID to how often it came."""
        return Counter(self.received)

    def keep(self, data: bytes) -> None:
        """Take a message in; the one to be held is kept before the sender hears of it."""
        self.received.append(str(message_from_bytes(data)["Message-ID"]))
        if len(self.received) == self.hold_at:
            self.holding.set()
            self.go.wait(60)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A sender that was killed is what this is for."""


class _Conversation(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self._say("220 ready")
        while line := self.rfile.readline():
            word = line.split(b" ")[0].strip().upper()
            if word == b"DATA":
                self._say("354 go on")
                self.server.keep(self._data())
                self._say("250 taken")
            elif word == b"QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 yes")

    def _data(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line)
        return b"".join(lines)

    def _say(self, text: str) -> None:
        self.wfile.write(text.encode() + b"\r\n")
