"""Who runs the command."""

from __future__ import annotations

import getpass


def login() -> str:
    """The name of who runs this; '?' where the system has none, as in a container whose user has no entry."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "?"
