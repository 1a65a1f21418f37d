"""A form that some alone may read: a place that shows its answers to others is a mistake, and conditions on opening hours."""

import pytest

from tests.protocol.sampling import TINY, checked

KEPT = """
records:
  kept: {name: Kept form, filled_by: [screener], seen_by: [screener], fields: {answer: {label: What was said, kind: text}}}
  shown: {name: Shown form, filled_by: [screener]EXTRA, fields: {copy: {label: Again, kind: textSTARTS}}}
"""


def _wrong(text: str) -> list[str]:
    return [mistake.wrong for mistake in checked({**TINY, "kept.yaml": text}).mistakes]


def _form(extra: str = "", starts: str = "") -> str:
    return KEPT.replace("EXTRA", extra).replace("STARTS", starts)


def test_a_form_of_its_own_is_no_mistake() -> None:
    assert _wrong(_form()) == []


@pytest.mark.parametrize(
    "text",
    [
        _form(", carries: [kept.answer]"),
        _form(starts=", starts_as: kept.answer"),
        _form()
        + "reports: {all: {name: All, says: Every answer., rows: acts, acts: fill_kept, columns: {Said: act.answer}, cites: [TNY-02]}}",
        _form()
        + "reports: {all: {name: All, says: Every answer., rows: children, dated_by: now, columns: {Said: kept.answer}, seen_by: [director], cites: [TNY-02]}}",
        _form()
        + "acts: {tell: {name: Tell, by: [screener], tells: [{to: director, about: Said., quotes: [kept.answer], cites: [TNY-02]}], cites: [TNY-02]}}",
    ],
)
def test_what_is_kept_is_shown_nowhere_else(text: str) -> None:
    found = _wrong(text)
    assert len(found) == 1
    assert "is an answer of 'Kept form', which only some may see." in found[0]


@pytest.mark.parametrize(
    "text",
    [
        _form(", seen_by: [screener], carries: [kept.answer]"),
        _form()
        + "reports: {all: {name: All, says: Every answer., rows: acts, acts: fill_kept, columns: {Said: act.answer}, seen_by: [screener], cites: [TNY-02]}}",
    ],
)
def test_it_may_be_shown_to_the_same_people(text: str) -> None:
    assert _wrong(text) == []


def test_a_calendar_that_is_not_there_is_named() -> None:
    text = "facts: {late: {is: {opened: {outside: offise}}}}"
    assert "There is no calendar 'offise'." in _wrong(text)
    assert _wrong("facts: {late: {is: {opened: {outside: office}}}}") == []
