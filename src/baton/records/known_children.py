"""The rows by which children are found, put right when the record of a case is.

Example: `put_right(changed)` after a birth date was corrected: lists and searches find the child by the new one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from baton.casework.file import Child
from baton.records import models


def search_key(name: str) -> str:
    """A name as it is searched for: small letters, words in order of the alphabet."""
    return " ".join(sorted(re.findall(r"\w+", name.lower())))[:200]


def put_right(children: Iterable[tuple[int, Child]]) -> None:
    """The rows of children, by their id, as their cases now say; one statement a child, and one command has one."""
    for row, child in children:
        models.Child.objects.filter(id=row).update(
            name=child.name, born=child.born, due=child.due, age_at_contact=child.age_at_contact,
            number=child.number, place=child.place, search_key=search_key(child.name),
        )  # fmt: skip
