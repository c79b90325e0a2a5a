"""Where the grammar's tables of this room are."""

from pathlib import Path

DATA = Path(__file__).parent / "data"
