"""Opening a published file: its encoding, its line ends, and what it turns out not to be."""

import codecs
import csv
import hashlib
import io
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

CHUNK = 1 << 16
SIGNATURES = (
    (b"PK\x03\x04", "an Excel workbook or another zipped file"),
    (b"%PDF", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"<!DOCTYPE", "a web page"),
    (b"<!doctype", "a web page"),
    (b"<html", "a web page"),
)
# The five bytes that Windows-1252 leaves undefined.
NOT_WINDOWS = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")

NOT_GIVEN = frozenset({"n/a", "na", "#n/a", "-", ""})
"""How published files say, in small letters, that there is no number."""


class BadFile(ValueError):
    """A file that cannot be taken; the message says what to do about it."""


@dataclass(frozen=True)
class Source:
    """Where a file comes from: something that can be opened more than once."""

    name: str
    opener: Callable[[], BinaryIO]

    @classmethod
    def of_path(cls, path: Path) -> "Source":
        return cls(path.name, lambda: path.open("rb"))

    @classmethod
    def of_bytes(cls, name: str, content: bytes) -> "Source":
        return cls(name, lambda: io.BytesIO(content))


@dataclass(frozen=True)
class TextFile:
    """A source known to be text, with its fingerprint and encoding."""

    source: Source
    sha256: str
    encoding: str
    ends_with_line_end: bool

    @property
    def name(self) -> str:
        return self.source.name


def check_text(source: Source) -> TextFile:
    """Read the file once: refuse what is not text, note its encoding and fingerprint."""
    digest, encodings = hashlib.sha256(), _Encodings()
    lines, last, empty = 1, b"", True
    for chunk in _chunks(source):
        if empty:
            _refuse_other_kinds(source.name, chunk)
            encodings.start(chunk)
        empty = False
        digest.update(chunk)
        if b"\0" in chunk and encodings.marked != "utf-16":
            line = lines + len(chunk[: chunk.index(b"\0")].splitlines()[:-1])
            raise BadFile(
                f"{source.name}: line {line} holds a null byte, so it is not a text file."
            )
        encodings.feed(chunk)
        lines += max(chunk.count(b"\n"), chunk.count(b"\r"))
        last = chunk[-1:]
    if empty:
        raise BadFile(f"{source.name} is empty. Download it again.")
    return TextFile(source, digest.hexdigest(), encodings.verdict(source.name), last in b"\r\n")


def read_text(file: TextFile) -> str:
    """The whole text: for files that are one document, not many rows."""
    with file.source.opener() as stream:
        return stream.read().decode(file.encoding)


def read_rows(file: TextFile) -> Iterator[tuple[int, list[str]]]:
    """Each row that holds anything, with its line number; cells trimmed."""
    with (
        file.source.opener() as binary,
        io.TextIOWrapper(binary, encoding=file.encoding, newline="") as text,
    ):
        first = text.readline()
        text.seek(0)
        reader = csv.reader(text, delimiter=_delimiter(first), strict=True)
        while True:
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise BadFile(
                    f"{file.name}: line {reader.line_num} cannot be read as a table row ({error}). "
                    "The file may be cut off: download it again."
                ) from error
            cells = [cell.strip() for cell in row]
            if any(cells):
                yield reader.line_num, cells


def plain(heading: str) -> str:
    """A name reduced to what editions agree on: small letters and single spaces."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", heading.casefold().replace("&", " and ")).split())


def read_headed(file: TextFile) -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
    """The heading, and each row below it with its line number, as wide as the heading: blank cells
    that a spreadsheet leaves beyond it are dropped. BadFile if there is no heading, or a row is
    wider or narrower."""
    lines = read_rows(file)
    heading = next(lines, None)
    if heading is None:
        raise BadFile(f"{file.name} holds no rows. Download it again.")
    return heading[1], _as_wide(file.name, len(heading[1]), lines)


def _as_wide(
    name: str, width: int, lines: Iterator[tuple[int, list[str]]]
) -> Iterator[tuple[int, list[str]]]:
    for line, given in lines:
        cells = given if any(given[width:]) else given[:width]
        if len(cells) != width:
            said = f"{name}: line {line} has {len(cells)} cells, the heading {width}."
            cut = " The file is cut off there: download it again."
            raise BadFile(said + cut if len(cells) < width else said)
        yield line, cells


def columns_of(headings: Sequence[str], names: Mapping[str, Collection[str]]) -> dict[str, int]:
    """Where each part stands, by the plain names that its heading may have; parts that are not
    there are left out."""
    plains = [plain(each) for each in headings]
    return {
        part: at for part, known in names.items() for at, each in enumerate(plains) if each in known
    }


def whole_number(text: str, *, most: int) -> int:
    """A count as printed, thousands separators allowed; ValueError for anything else."""
    if not re.fullmatch(r"\d{1,3}(,\d{3})+|\d{1,12}", text, re.ASCII):
        raise ValueError(f"“{text[:40]}” is not a whole number")
    number = int(text.replace(",", ""))
    if number > most:
        raise ValueError(f"{number:,} is too large")
    return number


def decimal_number(text: str, *, most: float) -> float:
    """A number as printed, with a point or, as elsewhere in Europe, a comma before its decimals,
    thousands separators and a percent sign allowed; ValueError for anything else. A comma before
    three figures divides thousands."""
    said = text.removesuffix("%").strip()
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", said, re.ASCII):
        said = said.replace(",", "")
    elif re.fullmatch(r"\d{1,3}(\.\d{3})*,\d+", said, re.ASCII):
        said = said.replace(".", "").replace(",", ".")
    if not re.fullmatch(r"\d{1,12}(\.\d{1,20})?", said, re.ASCII):
        raise ValueError(f"“{text[:40]}” is not a number")
    number = float(said)
    if number > most:
        raise ValueError(f"{number:,.0f} is too large")
    return number


def _chunks(source: Source) -> Iterator[bytes]:
    with source.opener() as stream:
        while chunk := stream.read(CHUNK):
            yield chunk


def _refuse_other_kinds(name: str, start: bytes) -> None:
    for signature, kind in SIGNATURES:
        if start.lstrip().startswith(signature):
            raise BadFile(f"{name} is {kind}, not a text file. Use the file as published.")


def _delimiter(first_line: str) -> str:
    return max(",;\t", key=first_line.count)


class _Encodings:
    """UTF-8 if every byte fits it, else Windows-1252; UTF-16 only with its mark."""

    def __init__(self) -> None:
        self.marked = ""
        self.utf8 = codecs.getincrementaldecoder("utf-8")()
        self.is_utf8 = self.is_windows = True

    def start(self, chunk: bytes) -> None:
        if chunk.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            self.marked = "utf-16"

    def feed(self, chunk: bytes) -> None:
        if self.is_utf8:
            try:
                self.utf8.decode(chunk)
            except UnicodeDecodeError:
                self.is_utf8 = False
        self.is_windows = self.is_windows and not NOT_WINDOWS.search(chunk)

    def verdict(self, name: str) -> str:
        if self.marked:
            return self.marked
        if self.is_utf8 and not self.utf8.getstate()[0]:
            return "utf-8-sig"
        if self.is_windows:
            return "cp1252"
        raise BadFile(f"{name} is not a text file that Concord can read. Save it as CSV (UTF-8).")
