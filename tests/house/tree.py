"""The files that house tests look at: what git tracks, or would track."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


@cache
def kept_files() -> tuple[Path, ...]:
    """Every file that is tracked or would be if it were added now."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:  # an unpacked archive, or no git: everything but what running makes
        made = {".git", ".venv", "var", "node_modules", "__pycache__"}
        found = [path for path in ROOT.rglob("*") if not made & set(path.relative_to(ROOT).parts)]
    else:
        found = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    return tuple(sorted(path for path in found if path.is_file()))


def python_files(top: str) -> list[Path]:
    """The Python files under one folder, migrations apart."""
    return [
        path
        for path in kept_files()
        if path.suffix == ".py" and path.is_relative_to(ROOT / top) and "migrations" not in path.parts
    ]


def name_of(path: Path) -> str:
    """The path as people write it."""
    return path.relative_to(ROOT).as_posix()
