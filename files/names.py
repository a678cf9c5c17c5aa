"""What a file is called: shown and offered at a download, never used as a path."""

import re
import unicodedata

LONGEST = 120
LONGEST_EXTENSION = 10
NAMELESS = "file"
# Control and format characters (a right-to-left override among them), lone surrogates, private.
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_FORBIDDEN = re.compile(r'[<>:"|?*%]')
# Names that Windows keeps for its devices.
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def clean_name(said: str) -> str:
    """A name without a path, hidden characters or anything a disk or a page could stumble over."""
    name = re.split(r"[/\\]", said)[-1]
    name = unicodedata.normalize("NFKC", name)
    name = "".join(each for each in name if unicodedata.category(each) not in _UNSEEN)
    name = _FORBIDDEN.sub("_", name.replace("/", "_").replace("\\", "_"))
    name = " ".join(name.split()).strip(". ")
    if _DEVICES.fullmatch(name):
        name = f"_{name}"
    return _shortened(name) or NAMELESS


def extension_of(name: str) -> str:
    """What stands after the last dot, in small letters; nothing if there is no dot."""
    stem, dot, extension = name.rpartition(".")
    return extension.lower() if dot and stem else ""


def title_of(name: str) -> str:
    """A first title for a document: its name without the extension, underscores as spaces."""
    stem = name.rpartition(".")[0] or name
    return " ".join(stem.replace("_", " ").split()) or name


def _shortened(name: str) -> str:
    if len(name) <= LONGEST:
        return name
    extension = extension_of(name)
    if not extension or len(extension) > LONGEST_EXTENSION:
        return name[:LONGEST].strip(". ")
    stem = name[: LONGEST - len(extension) - 1].strip(". ")
    return f"{stem}.{name[-len(extension) :]}"
