"""Every event and any file comes back from JSON as it went in, and nothing unknown is let in."""

import json
from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baton.casework import events as e
from baton.casework.file import File
from baton.records import codec

INSTANTS = st.datetimes(timezones=st.just(__import__("datetime").UTC))
st.register_type_strategy(__import__("datetime").datetime, INSTANTS)


@pytest.mark.parametrize("kind", codec.EVENTS.values(), ids=lambda kind: kind.__name__)
def test_every_event_comes_back_the_same(kind):
    @settings(max_examples=15, deadline=None)
    @given(st.from_type(kind))
    def comes_back(event):
        assert codec.event_of(kind.__name__, codec.text_of(event)) == event

    comes_back()


@settings(max_examples=60, deadline=None)
@given(st.from_type(File))
def test_any_file_comes_back_the_same_and_always_as_the_same_text(file):
    text = codec.text_of(file)
    again = codec.file_of(text)
    assert again == file
    assert codec.text_of(again) == text


def test_every_event_has_a_sentence_or_is_about_the_organisation():
    assert set(codec.EVENTS.values()) - set(e.SENTENCES) == {codec.OrganisationChanged}


@pytest.mark.parametrize("raw", [{"ref": "x", "council": "y", "more": 1}, {"ref": "x"}, []])
def test_what_does_not_fit_is_refused(raw):
    with pytest.raises(codec.Unreadable):
        codec.file_of(json.dumps(raw))


def test_an_event_nobody_knows_is_refused():
    with pytest.raises(codec.Unreadable):
        codec.event_of("SomethingElse", "{}")


def test_fields_with_their_default_take_no_room():
    assert json.loads(codec.text_of(File("a", "b"))) == {"ref": "a", "council": "b"}
    assert len(fields(File)) > 2
