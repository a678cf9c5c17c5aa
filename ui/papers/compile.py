"""Run in a process of its own: a paper as JSON comes in, a PDF goes out."""

import base64
import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import typst


def compile_paper(work: dict[str, Any]) -> bytes:
    """The PDF of one paper, its pictures and fonts at hand and nothing else."""
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[work["fonts"]]
    )
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copy(Path(__file__).with_name("paper.typ"), root)
        (root / "paper.json").write_text(json.dumps(work["paper"]))
        for name, data in work["pictures"].items():
            (root / name).write_bytes(base64.b64decode(data))
        compiler = {
            "input": str(root / "paper.typ"),
            "root": folder,
            "format": "pdf",
            "font_paths": fonts,
            "timestamp": work["made_at"],
        }
        try:
            return bytes(typst.compile(**compiler, pdf_standards=["ua-1"]))
        except typst.TypstError as refusal:
            if "could not be displayed" not in str(refusal):
                raise
            # A sign that no font here has must not keep a paper back; the standard insists.
            return bytes(typst.compile(**compiler))


if __name__ == "__main__":
    try:
        sys.stdout.buffer.write(compile_paper(json.load(sys.stdin)))
    except typst.TypstError as refusal:
        sys.exit(str(refusal))
