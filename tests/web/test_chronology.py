"""The chronology tells every event; those of real files are read in the scenarios."""

from baton.casework import events
from baton.web import sentences


def test_every_kind_of_event_has_words() -> None:
    kinds = {
        kind for kind in vars(events).values() if isinstance(kind, type) and issubclass(kind, events.Event)
    }
    assert kinds - {events.Event} == set(sentences._TELLERS)
