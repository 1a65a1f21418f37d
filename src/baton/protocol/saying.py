"""What the council sets once and its sentences say: `{setting:name}` in any text stands for the setting's value.

Example: an address that partners are told in guidance, in a letter and on a form is written in `settings`, and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from baton.protocol.mistakes import Mistake, nearest
from baton.protocol.nodes import Node

SETTING = re.compile(r"\{setting:([a-z][a-z0-9_]*)\}")


def put_in(root: Node) -> Iterator[Mistake]:
    """Puts the value of each setting where a text names it; a setting that is not there is a mistake at its place."""
    values = dict(_values(root))
    for node in root.inside():
        if isinstance(node.value, str) and "{setting:" in node.value:
            for name in SETTING.findall(node.value):
                if name not in values:
                    right = nearest(name, values, what="settings")
                    yield Mistake(node.file, node.line, node.column, f"There is no setting '{name}'.", right)
            node.value = SETTING.sub(lambda found: values.get(found[1], found[0]), node.value)


def _values(root: Node) -> Iterator[tuple[str, str]]:
    """Each setting with its value as it is written."""
    rooms = root.value if isinstance(root.value, dict) else {}
    rows = rooms["settings"].value if "settings" in rooms else {}
    for name, row in rows.items() if isinstance(rows, dict) else ():
        value = row.value.get("value") if isinstance(row.value, dict) else None
        if value is not None and isinstance(value.value, str):
            yield name, value.value
