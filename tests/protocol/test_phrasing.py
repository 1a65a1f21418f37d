"""The sentences made from a procedure read as English, whatever a council calls its facts."""

import re
from functools import cache

import pytest
from ruamel.yaml import YAML

from baton.config.settings import ROOT
from baton.protocol import conditions, explaining, loading
from baton.protocol.phrasing import in_words, is_sentence
from baton.protocol.schema import Protocol

COUNCILS = loading.councils(ROOT / "protocols")

CLUMSY = {
    "an article before a question": r"\bthe (what|which|where|when|who|whose|how|whether) ",
    "two articles": r"\b(the|a|an) (the|a|an) ",
    "a value that says its name again": r"\bthe ([a-z]+ [a-z]+) is in \1",
    "a refusal with two denials": "unless it is not so that",
    "a thing that is nothing": r"\bthe [a-z ]+ is no (?!longer|reason)[a-z]",
    "one noun phrase for a condition": r"\b(when|while|where|and) (a|an) [A-Za-z ]+ that the ",
    "an and without what it joins": r"\bFor a child(?: with [^,]+)?, and ",
    "a sentence that begins small": r"[a-z)'][.] [a-z]",
    "a lost name": r"^,|\bso ,| ,|, ,",
    "an article that does not fit": r"\b(is|needs) a [aeio]",
    "a time of nothing": r"\bwithin 0 |\bmore than 0 ",
    "several of whom one is told": r"\b(?:and|both) the [A-Z][A-Za-z ]+ is told\b",
    "every one of something": r"\bevery 1 ",
    "so often as a number": "how often '",
}


@cache
def _protocol(council: str) -> Protocol:
    return loading.load(ROOT / "protocols" / council)


@pytest.mark.parametrize("council", COUNCILS)
def test_no_rule_is_said_clumsily(council: str) -> None:
    found = [
        f"{path}: {why}: {said}"
        for path, rule in _protocol(council).rules()
        for said in [
            explaining.explain(_protocol(council), path, rule).replace(
                (rule.says or "\0").rstrip("."), "Said"
            )
        ]
        for why, pattern in CLUMSY.items()
        if re.search(pattern, said)
    ]
    assert found == []


SAID = {
    "{proceedings: started}": "in care proceedings",
    "{not: {proceedings: started}}": "it is not so that in care proceedings",
    "{proceedings: none}": "there are no care proceedings",
    "{placement_order: yes}": "a Placement Order is in force",
    "{plan: child_in_need}": "the plan is Child in Need Plan",
    "{plan: [none, not_known]}": "there is no plan, or that is not known",
    "{not: {plan: [child_in_need, child_protection]}}": "the plan is neither Child in Need Plan nor Child Protection Plan",
    "{arrival: private_fostering}": "'What has come in' is 'a private fostering notification'",
    "{order_stands: yes}": "there is a Placement Order that the court has not discharged",
    "{order_stands: no}": "there is no Placement Order that the court has not discharged",
    "{young_mothers_baby: no}": "this is not a baby to whom section 4.7 applies",
    "{fourteen: no}": "the child is not 14 or over",
    "{looked_after: [no, not_known]}": "not looked after, or that is not known",
    "{begins_in_mash: no}": "it is not so that it must begin in MASH, and was opened elsewhere",
    "{mother: {any: {looked_after_by: southwark}}}": "for the mother, 'Which authority looks after this young person' is 'Southwark'",
    "{sfs_fortnight: answered}": "it has been fixed whose turn it is on the SFS fortnightly rota",
    "{write_cin_plan: {under: 2}}": "'Write the Child in Need Plan' has been done at most once",
}


@pytest.mark.parametrize("text", SAID)
def test_a_condition_is_said_by_what_its_names_are(text: str) -> None:
    raw = YAML(typ="safe", pure=True).load(text)
    assert in_words(conditions.parse(raw), _protocol("southwark")) == SAID[text]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("a Section 47 Enquiry is open", True),
        ("both leads have agreed that SFS takes this baby", True),
        ("a Placement Order that the court has not discharged", False),
        ("which authority is responsible", False),
        ("looked after", False),
    ],
)
def test_whether_a_name_says_something_by_itself(name: str, says: bool) -> None:
    assert is_sentence(name) is says
