"""The checker keeps up with the language: a new id in the schema is either referred to something or is its own."""

from baton.protocol import schema as s
from baton.protocol.loading import LISTS, SINGLE
from baton.protocol.references import REFERS

OWN = {
    (s.Head, "council"), (s.Need, "id"), (s.Route, "id"), (s.Hold, "id"), (s.Join, "id"), (s.Gap, "id"),
    (s.Permit, "id"), (s.Guidance, "id"), (s.PageShows, "page"), (s.Act, "effects"),
    (s.Act, "asks_item"), (s.Happening, "asks_item"), (s.Record, "asks_item"),
}  # fmt: skip
"""Ids that name the part itself, words that `always` rules pick up (effects), or what a thing is said of (asks_item)."""
CHECKED_IN_MEANING = {(s.Act, "allocates"), (s.ImportMap, "words_to")}


def _parts(kind: type[s.Part]) -> set[type[s.Part]]:
    return {kind}.union(*(_parts(below) for below in kind.__subclasses__()))


def test_every_id_in_the_schema_is_checked() -> None:
    forgotten = []
    for part in _parts(s.Part) - {s.Moment}:
        if part.__module__.startswith("baton.protocol.schema"):
            for above in part.__mro__:
                for name, written in vars(above).get("__annotations__", {}).items():
                    key = (part, part.model_fields[name].alias or name) if name in part.model_fields else None
                    if written in ("Id", "Id | None", "Ids") and key not in {
                        *REFERS,
                        *OWN,
                        *CHECKED_IN_MEANING,
                    }:
                        forgotten.append(f"{part.__name__}.{name}")
    assert forgotten == []


def test_the_rooms_are_lists_mappings_or_single() -> None:
    assert "routes" in LISTS
    assert "acts" not in LISTS
    assert set(s.Protocol.model_fields) >= SINGLE
