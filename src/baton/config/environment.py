"""Reads the environment: the only module that does, so that docs/operating/settings.md can be checked.

Example: `environment.flag("BATON_DEMO")` is true for 1, true, yes and on.
"""

import os


def text(name: str, default: str = "") -> str:
    """The variable as text; an empty variable counts as unset."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool = False) -> bool:
    """The variable as yes or no."""
    value = text(name)
    return value.lower() in {"1", "true", "yes", "on"} if value else default


def number(name: str, default: int) -> int:
    """The variable as a whole number."""
    return int(text(name, str(default)))


def words(name: str, default: str = "") -> list[str]:
    """The variable as a list, split at commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]
