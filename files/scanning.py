"""Asking clamd about a file: its INSTREAM command over TCP or a Unix socket, and nothing else."""

import socket
import struct
from dataclasses import dataclass
from typing import BinaryIO

CHUNK = 128 * 1024
TIMEOUT = 60
LONGEST_ANSWER = 4096
DEFAULT_PORT = 3310
STOPPED = b"It stopped listening, perhaps at its size limit. ERROR"


class ScannerDown(Exception):
    """The scanner does not answer: the files wait."""


@dataclass(frozen=True)
class Verdict:
    """What the scanner said: found nothing, found something, or could not say."""

    is_clean: bool
    is_harmful: bool
    said: str


def scan(content: BinaryIO, address: str) -> Verdict:
    """Have clamd look at these bytes; ScannerDown if it is not there or breaks off."""
    try:
        with _connected(address) as door:
            answer = _ask(door, content)
    except OSError as error:
        raise ScannerDown(type(error).__name__) from error
    said = answer.decode("utf-8", "replace").strip("\0\n ").removeprefix("stream: ")
    if not said:
        raise ScannerDown("no answer")
    return Verdict(said == "OK", said.endswith(" FOUND"), said.removesuffix(" FOUND")[:200])


def _connected(address: str) -> socket.socket:
    """`/run/clamav/clamd.ctl`, or `host` or `host:3310`."""
    if address.startswith("/"):
        door = socket.socket(socket.AF_UNIX)
        door.settimeout(TIMEOUT)
        door.connect(address)
        return door
    host, _, port = address.rpartition(":")
    pair = (host, int(port)) if host else (address, DEFAULT_PORT)
    return socket.create_connection(pair, timeout=TIMEOUT)


def _ask(door: socket.socket, content: BinaryIO) -> bytes:
    """Its answer. It stops listening when a file is larger than its limit, and says so; what it
    says may be lost with the connection, and such a file must not hold back the others."""
    try:
        door.sendall(b"zINSTREAM\0")
        while chunk := content.read(CHUNK):
            door.sendall(struct.pack("!I", len(chunk)) + chunk)
        door.sendall(struct.pack("!I", 0))
    except (BrokenPipeError, ConnectionResetError):
        return _answer(door) or STOPPED
    return _answer(door)


def _answer(door: socket.socket) -> bytes:
    answer = b""
    try:
        while len(answer) < LONGEST_ANSWER and (part := door.recv(LONGEST_ANSWER)):
            answer += part
    except ConnectionResetError:
        return answer or STOPPED
    return answer
