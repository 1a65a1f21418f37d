"""A letter of the protocol as people will read it, with what is known filled in.

    filled(council, "decision", file, "early_help_continues")   # {name, subject, body, to}

What came of the act that sends it is said in the letter's own words. What is not known is left as a {gap} to be seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from baton.casework.council import Council
from baton.casework.file import File
from baton.protocol.schema import Act
from baton.web import naming


class Gaps(dict[str, str]):
    """What is known; anything else stays in its braces."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


def filled(council: Council, name: str, file: File, outcome: str = "") -> dict[str, str]:
    """One letter about one child; `outcome` is what came of the act that sends it."""
    letter = council.protocol.letters[name]
    known = Gaps({
        "child": (file.child.name if file.child else "") or "the child", "contact": file.contact, "council": council.protocol.protocol.name,
        "ref": file.ref, "reference": file.contact or file.ref,
        "team": naming.team(council, file.holder) if file.holder else "",
        "worker": naming.person(council, file.worker) if file.worker else "",
    })  # fmt: skip
    known |= {"outcome": _fill(letter.outcomes[outcome], known)} if outcome in letter.outcomes else {}
    said = {part: _fill(text, known) for part, text in (("subject", letter.subject), ("body", letter.body))}
    return {"name": letter.name, **said, "to": _among(letter.to)}


def sent_with(council: Council, name: str, file: File, at: datetime) -> dict[str, str]:
    """The letter as it went at an instant, with the outcome of the act that sent it."""
    sending = {
        act
        for act, row in council.protocol.acts.items()
        if isinstance(row, Act) and any(t.letter == name for t in row.tells)
    }
    done = next((d for d in reversed(file.done) if d.name in sending and d.recorded <= at), None)
    return filled(council, name, file, done.outcome if done else "")


def _fill(text: str, known: Gaps) -> str:
    try:
        return text.format_map(known)
    except (ValueError, IndexError, AttributeError):
        return text


def _among(people: Sequence[str]) -> str:
    return ", ".join(one.replace("_", " ") for one in people)
