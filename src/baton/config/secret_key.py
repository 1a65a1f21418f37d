"""Keeps a generated secret key for an installation that was given none (a trial, a demonstration)."""

import os
import secrets
import tempfile
from pathlib import Path


def kept_in(folder: Path) -> str:
    """The key in `folder/secret_key`, made on first use; safe when two processes start at once."""
    path = folder / "secret_key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=folder)  # readable by its owner only
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(64))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass  # another process was first: its key counts
        finally:
            os.unlink(draft)
    return path.read_text()
