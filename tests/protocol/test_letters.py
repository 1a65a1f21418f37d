"""A letter that says what came of an act says it in words for families, for each outcome, and no others."""

from tests.protocol.sampling import TINY, checked

WORDS = "{helped: We will help., closed: We will do nothing more.}"
TEXT = """
letters: {{news: {{name: News, to: family, subject: News, body: "{body}", outcomes: {outcomes}}}}}
acts:
  tell_family:
    name: Tell the family
    by: [screener]
    outcomes:
      helped: {{name: "Green: tier 2"}}
      closed: {{name: NFA}}
      unheard: {{name: Nobody answered, counts: false}}
    tells: [{{also: [family], about: We wrote., letter: news}}]
    cites: [TNY-01]
"""


def said(outcomes: str, body: str = "{outcome}") -> list[tuple[str, str]]:
    found = checked({**TINY, "letters.yaml": TEXT.format(outcomes=outcomes, body=body)}).mistakes
    return [(mistake.wrong, mistake.right) for mistake in found]


def test_every_outcome_that_is_written_about_has_words() -> None:
    assert said(WORDS) == []
    assert said("{}", body="We will ring you.") == []


def test_a_letter_without_words_for_an_outcome_is_a_mistake() -> None:
    ((wrong, right),) = said("{helped: We will help.}")
    assert wrong == "This letter says {outcome} and has no words for closed."
    assert right.startswith("Add 'outcomes:")


def test_words_for_what_cannot_come_of_it_are_a_mistake() -> None:
    ((wrong, right),) = said(f"{WORDS[:-1]}, close: Nothing.}}")
    assert wrong == "No act that sends this letter has an outcome 'close'."
    assert "Did you mean 'closed'?" in right
