"""A child who comes back is in a further stay: the file says which, and what is done then is of that stay."""

from baton.casework import commands as c
from baton.casework import events as e
from baton.casework.deciding import decide
from baton.casework.evolve import replay
from baton.casework.file import Child, File
from baton.records import codec
from tests.casework import small


def opened(**stay):
    command = c.OpenCase("X-1", "C-1", Child("P-1", "A Child"), "ann", small.at("2026-03-02 09:00"), **stay)
    events = decide(small.council(), File("X-1", "small"), command, small.at("2026-03-02 09:05"))
    return events, replay(File("X-1", "small"), events)


def test_the_first_time_is_the_first_stay():
    events, file = opened()
    assert file.stay == 1
    assert "stay" not in codec.encode(events[0])


def test_a_further_stay_is_in_the_journal_and_replays():
    events, file = opened(stay=3)
    assert file.stay == 3
    assert isinstance(events[0], e.FileOpened)
    again = codec.event_of("FileOpened", codec.text_of(events[0]))
    assert replay(File("X-1", "small"), [again, *events[1:]]) == file


def test_what_is_done_is_of_the_stay_it_was_done_in():
    _, file = opened(stay=2)
    name = next(iter(small.council().protocol.happens))
    command = c.Do(name, "ann", outcome=next(iter(small.council().protocol.happens[name].outcomes), ""))
    made = decide(small.council(), file, command, small.at("2026-03-02 10:00"))
    assert replay(file, made).done[-1].stay == 2
