"""The sample protocols as texts, and a way to damage one and see what is said about it."""

from pathlib import Path

from baton.protocol import loading
from baton.protocol.checking import Checked, check_read
from baton.protocol.mistakes import Mistake

SAMPLES = Path(__file__).parent / "samples"
TINY = {path.name: path.read_text() for path in sorted((SAMPLES / "tiny").glob("*.yaml"))}


def checked(texts: dict[str, str | bytes]) -> Checked:
    """What checking says of these files."""
    return check_read(loading.from_texts(texts))


def damaged(old: str, new: str, file: str = "rules.yaml") -> tuple[tuple[Mistake, ...], str]:
    """What is said when one text of the tiny protocol is replaced, and the file as it then is."""
    assert TINY[file].count(old) == 1, f"{old!r} should stand once in {file}"
    text = TINY[file].replace(old, new)
    return checked({**TINY, file: text}).mistakes, text


def place(text: str, within: str, word: str = "") -> tuple[int, int]:
    """The line and column of `word` in the one place where `within` stands."""
    assert text.count(within) == 1, f"{within!r} should stand once"
    at = text.index(within) + (within.index(word) if word else 0)
    before = text[:at]
    return before.count("\n") + 1, at - (before.rfind("\n") + 1) + 1
