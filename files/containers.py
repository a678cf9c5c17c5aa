"""What a ZIP container is, from its table of contents: nothing but two small parts is unpacked,
and of those never more than the limit."""

import re
import struct
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

MOST_ENTRIES = 5_000
MOST_TABLE = 2 * 1024 * 1024
MOST_UNPACKED = 500 * 1024 * 1024
MOST_OF_A_PART = 1024 * 1024
# Plain office documents pack their XML up to some fifty times; bombs a thousand times and more.
MOST_PACKED = 200
SMALL = 10 * 1024 * 1024
_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x07"
_END_LENGTH = 22
_COMMENT = 0xFFFF

_MAIN_PARTS = (
    (b"wordprocessingml.document.main+xml", "docx"),
    (b"spreadsheetml.sheet.main+xml", "xlsx"),
    (b"presentationml.presentation.main+xml", "pptx"),
)
_OPEN_DOCUMENTS = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
_MACROS = re.compile(
    r"(^|/)(vbaProject\.bin|vbaData\.xml|macrosheets/|Basic/|Scripts/)", re.IGNORECASE
)
WITH_MACROS = "It holds macros, which are programs. Save it without them, or as PDF"
ARCHIVE = "It is an archive. Unpack it, and add the files in it one by one"
DAMAGED = "It is damaged: it cannot be read as the document it seems to be"
BOMB = "It would unpack to far more than its size. Concord does not take such files"


class Suspicious(ValueError):
    """Why a container is not taken."""


def package_kind(file: BinaryIO) -> str:
    """The key of the office document that a ZIP container is; Suspicious says why it is none."""
    _check_table(file)
    try:
        with ZipFile(file) as package:
            return _kind(package)
    except (BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, EOFError) as error:
        if isinstance(error, Suspicious):
            raise
        raise Suspicious(DAMAGED) from error


def _check_table(file: BinaryIO) -> None:
    """Before the table of contents is read: that it is small, and the only one."""
    file.seek(0, 2)
    size = file.tell()
    file.seek(max(0, size - _END_LENGTH - _COMMENT))
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + _END_LENGTH:
        raise Suspicious(DAMAGED)
    entries, table = struct.unpack("<HI", tail[at + 10 : at + 16])
    if _END_64 in tail[max(0, at - 20) : at] or entries > MOST_ENTRIES or table > MOST_TABLE:
        raise Suspicious(BOMB)


def _kind(package: ZipFile) -> str:
    entries = package.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if unpacked > MOST_UNPACKED or (unpacked > SMALL and unpacked > MOST_PACKED * max(packed, 1)):
        raise Suspicious(BOMB)
    names = {entry.filename for entry in entries}
    if any(_MACROS.search(name) for name in names):
        raise Suspicious(WITH_MACROS)
    if "[Content_Types].xml" in names:
        types = _part(package, "[Content_Types].xml")
        if b"macroenabled" in types.lower():
            raise Suspicious(WITH_MACROS)
        for wanted, key in _MAIN_PARTS:
            if wanted in types:
                return key
    elif "mimetype" in names:
        said = _part(package, "mimetype").strip()
        if said in _OPEN_DOCUMENTS:
            return _OPEN_DOCUMENTS[said]
    raise Suspicious(ARCHIVE)


def _part(package: ZipFile, name: str) -> bytes:
    with package.open(name) as part:
        return part.read(MOST_OF_A_PART)
