"""The word tables of the extractors: the name of a table in, its TOML content out. Words are written with accents, in NFC."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """The content of ``vocabulary/<name>.toml``, read once a process."""
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text("utf8"))
