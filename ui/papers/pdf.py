"""A paper as PDF/UA-1: tagged, with bookmarks, numbered and marked on every page.

Each compile takes a process of its own: the compiler keeps some 80 MB of every paper it makes.
"""

import base64
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings

from ui.papers.blocks import Block, Paper, Picture, printable

_SECONDS = 60


class PaperRefused(Exception):
    """The compiler could not make the paper; says why."""


def pdf_bytes(paper: Paper) -> bytes:
    """The PDF. Texts go in as data, never as source, so that nothing typed is a command."""
    pictures: dict[str, str] = {}
    work = {
        "paper": _printable(
            {
                "title": paper.title,
                "subtitle": paper.subtitle,
                "marking": paper.marking,
                "footer": paper.footer,
                "contents": paper.contents,
                "contents_depth": paper.contents_depth,
                "letter": paper.is_letter,
                "letterhead": list(paper.letterhead),
                "address": list(paper.address),
                "blocks": [_as_data(block, pictures) for block in paper.blocks],
            }
        ),
        "pictures": pictures,
        "fonts": str(settings.PRINT_FONTS),
        "made_at": int(paper.made_at.timestamp()),
    }
    done = subprocess.run(  # noqa: S603
        [sys.executable, str(Path(__file__).with_name("compile.py"))],
        input=json.dumps(work).encode(),
        capture_output=True,
        timeout=_SECONDS,
        check=False,
    )
    if done.returncode:
        raise PaperRefused(done.stderr.decode(errors="replace")[-2000:])
    return done.stdout


def _as_data(block: Block, pictures: dict[str, str]) -> dict[str, Any]:
    kind = type(block).__name__
    if isinstance(block, Picture):
        name = f"picture-{len(pictures)}.png"
        pictures[name] = base64.b64encode(block.png).decode()
        return {
            "kind": kind,
            "file": name,
            "alternative": block.alternative,
            "caption": block.caption,
            "width": block.width,
        }
    return {"kind": kind, **asdict(block)}


def _printable(value: Any) -> Any:
    """The same, every text in it freed of what no paper can show."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: _printable(inner) for key, inner in value.items()}
    if isinstance(value, Sequence):
        return [_printable(inner) for inner in value]
    return value
