"""Every rule has a sentence in plain English, made from its data."""

import pytest

from baton.protocol import conditions, explaining, loading
from baton.protocol.phrasing import in_words
from tests.protocol.sampling import SAMPLES

TINY = loading.load(SAMPLES / "tiny")
SAID = {
    "route:to_family": "Goes from Front door to Family team (the team of the place where the child lives), once 'Send to the family team' has been done; decided by the screener.",
    "route:to_safeguarding": "Goes from Front door or Family team to Safeguarding when the proceedings is started, once 'First hearing' has happened. It displaces 'To the family team': proceedings come before any other move.",
    "act:send.needs.decided": "It is refused unless the outcome of 'Decide what happens' is 'Transfer'. A decision to transfer comes first.",
    "act:send.needs.consent": "It needs a recorded reason from the team leader unless the answer to 'Has the parent agreed' is 'given'. Consent is expected.",
    "act:send.needs.cause": "It goes ahead, and unless 'Why the child is moving' has been answered, it becomes a debt of the screener, within 24 hours (set by the council). The reason is written down.",
    "act:send.needs.history": "It is asked whether the plan has at some time been child protection, and may be passed over. Look at earlier plans.",
    "act:receive": "'Confirm receipt' is done by the team leader of the receiving team, but not by whoever did 'Send to the family team'.",
    "clock:receipt": "The team leader of the team that holds the child sees to it that 'Confirm receipt' has been done, within 2 working hours of 'To the family team'. When it is late, the practice group lead is told. If late, 'Dispute about a transfer' begins.",
    "hold:in_dispute": "The child does not leave Family team while 'Object' has been done and 'Settle the dispute' has not been done, except by 'To Safeguarding at the first hearing'. The child stays while the dispute is open.",
    "gap:nothing_said": "For a child, where no route or hold applies: the director of children's services decides. The procedure does not say.",
    "fact:serious": "'Serious' is worked out: yes when either urgent or the plan is child protection.",
}


@pytest.mark.parametrize("path", SAID)
def test_a_rule_in_plain_english(path: str) -> None:
    rules = dict(TINY.rules())
    assert explaining.explain(TINY, path, rules[path]) == SAID[path]


@pytest.mark.parametrize("council", ["tiny", "elsewhere"])
def test_every_rule_has_a_sentence_without_code_in_it(council: str) -> None:
    protocol = loading.load(SAMPLES / council)
    for path, rule in protocol.rules():
        said = explaining.explain(protocol, path, rule)
        assert said[0] == said[0].upper(), path
        assert said.endswith((".", "!", "?")), path
        for code in ("_", "{", "None", "(,", "..", "  ", "=", " ,"):
            assert code not in said, f"{path}: {said}"


WORDS = {
    "{plan: child_protection, age: {under: 14}}": "the plan is child protection and the child is under 14",
    "{any: [{urgent: yes}, {plan: none, decide: done}]}": "either urgent, or the plan is none and 'Decide what happens' has been done",
    "{not: {plan: [none, not_known]}}": "the plan is neither none nor not known",
    "{hearing: not_done}": "'First hearing' has not happened",
    "{send: {at_least: 3 months}}": "'Send to the family team' was at least 3 months ago",
    "{send: {under: 3 months, to: hearing}}": "'Send to the family team' was under 3 months before 'First hearing'",
    "{plan: {total: 13 weeks, is: child_in_need, since: age 14}}": "the plan has been child in need for at least 13 weeks in all since the child turned 14",
    "{plan: {at: age 16, is: none}}": "the plan was none when the child turned 16",
    "{problems: {at_least: 2}}": "the number of problems is at least 2",
    "{siblings: {each: {plan: none}}}": "for each of the brothers and sisters, the plan is none",
    "{destination: elsewhere}": "the chosen team does not serve the place where the child lives",
    "{worker.caseload: {under: 26}}": "the number of children the named worker holds is under 26",
    "{pack: complete}": "the transfer pack is complete",
    "otherwise": "always",
}


@pytest.mark.parametrize("text", WORDS)
def test_a_condition_in_words(text: str) -> None:
    from ruamel.yaml import YAML

    raw = YAML(typ="safe", pure=True).load(text)
    assert in_words(conditions.parse(raw), TINY) == WORDS[text]
