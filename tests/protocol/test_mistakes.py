"""Every kind of mistake is reported at its file, line and column, with what would be right."""

from pathlib import Path

import pytest

from baton.protocol import loading
from baton.protocol.checking import check
from baton.protocol.mistakes import Mistakes
from tests.protocol.sampling import SAMPLES, TINY, checked, damaged, place

# old text, new text, what stands where it is reported, the word there, what is wrong, how what is right begins
CASES = {
    "unknown key": (
        "    says: the team of the place", "    say: the team of the place", "    say: the team", "say:",
        "There is no key 'say' here.", "Did you mean 'says'? Keys: cites, local, of, says, steps, strength.",
    ),
    "route to a team that does not exist": (
        "    to: safeguarding\n", "    to: safeguardin\n", "    to: safeguardin\n", "safeguardin",
        "There is no team or pick 'safeguardin'.", "Did you mean 'safeguarding'?",
    ),
    "route from nowhere": (
        "from: [front_door, family_team]", "from: [front_door, famly_team]", "famly_team", "famly_team",
        "There is no team 'famly_team'.", "Did you mean 'family_team'?",
    ),
    "rule citing no clause": (
        "receive: done}\n    from: to_family\n    within: 2 working hours\n    calendar: office\n    late: {tell: [group_lead], ladder: dispute}\n    cites: [TNY-06]",
        "receive: done}\n    from: to_family\n    within: 2 working hours\n    calendar: office\n    late: {tell: [group_lead], ladder: dispute}",
        "  receipt:\n", "receipt", "This duty cites no clause.", "Add 'cites: [clause ids]', or 'local: ",
    ),
    "clause that does not exist": (
        "says: Consent is expected., cites: [TNY-05]", "says: Consent is expected., cites: [TNY-50]", "TNY-50", "TNY-50",
        "There is no clause TNY-50.", "Clauses go from TNY-01 to TNY-09.",
    ),
    "value a fact does not have": (
        "{plan: {ever: child_protection}}", "{plan: {ever: child_protecton}}", "child_protecton}", "child_protecton",
        "'child_protecton' is not a value of 'plan'.", "Did you mean 'child_protection'? Values: ",
    ),
    "outcome an act does not have": (
        "need: {decide: transfer}", "need: {decide: transferred}", "transferred", "transferred",
        "'transferred' is not a value of 'decide'.", "Did you mean 'transfer'?",
    ),
    "name nobody declares": (
        "when: {proceedings: started}", "when: {proceeding: started}", "{proceeding:", "proceeding",
        "There is no fact, act, moment or record 'proceeding'.", "Did you mean 'proceedings'?",
    ),
    "field a record does not have": (
        "{pack.consent: given}", "{pack.consnt: given}", "pack.consnt", "pack.consnt",
        "'pack' has no field 'consnt'.", "Did you mean 'consent'? Fields: consent, due_by, reason.",
    ),
    "a fact that is 'done'": (
        "must: {receive: done}", "must: {urgent: done}", "must: {urgent: done}", "urgent",
        "'urgent' is a fact, and only acts and happenings are done.", "Name an act or a happening.",
    ),
    "ceiling without its event": (
        "when: {proceedings: started}", "when: {decide: {under: 3 months}}", "when: {decide: {under", "{decide",
        "{'decide': {'under': '3 months'}} cannot be read here.",
        "'decide' has a ceiling ('under 3 months') with no 'to': say which event it is measured to",
    ),
    "no minutes at all": (
        "when: {proceedings: started}", "when: {decide: {at_least: 0 minutes}}", "when: {decide: {at_least", "{decide",
        "{'decide': {'at_least': '0 minutes'}} cannot be read here.", "'0 minutes' should be a whole number, or a length",
    ),
    "role nobody has": (
        "who: team_leader of holder\n", "who: teem_leader of holder\n", "teem_leader of holder", "teem_leader",
        "There is no role 'teem_leader'.", "Did you mean 'team_leader'",
    ),
    "role of something that is no team": (
        "who: team_leader of holder\n", "who: team_leader of moon\n", "team_leader of moon", "team_leader",
        "'moon' is not something a role can be of.", "A role is of: any_receiver, family_team, from, front_door,",
    ),
    "setting that is not there": (
        "within: setting:debt_within", "within: setting:debt_witin", "setting:debt_witin", "setting",
        "There is no setting 'debt_witin'.", "Did you mean 'debt_within'?",
    ),
    "length that is none": (
        "within: 2 working hours", "within: 2 workin hours", "2 workin hours", "2",
        "'2 workin hours' will not do for 'within'.", "Write a length: '2 working hours',",
    ),
    "calendar that is not there": (
        "calendar: office", "calendar: offices", "calendar: offices", "offices",
        "There is no calendar 'offices'.", "Did you mean 'office'?",
    ),
    "grade that is none": (
        "grade: reason", "grade: raison", "grade: raison", "raison",
        "'raison' will not do for 'grade'.", "Did you mean 'reason'? One of: ask, owe, reason, stop.",
    ),
    "act without anybody": (
        "    by: [screener]\n    when: {holder: front_door}", "    when: {holder: front_door}", "  decide:\n", "decide",
        "'by' is missing.", "Add 'by: ...' (a list).",
    ),
    "choice without choices": (
        "kind: choice, choices: [given, refused]}", "kind: choice}", "consent: {label: Has", "{label",
        "'consent' is a choice with nothing to choose.", "Add 'choices: [one, two]'.",
    ),
    "displacing without a reason": (
        "    because: Proceedings come before any other move.\n", "", "    over: to_family", "over",
        "A displacement needs its reason.", "Add 'because: ...' beside 'over'.",
    ),
    "displacing a route that is not there": (
        "over: to_family", "over: to_famly", "over: to_famly", "to_famly",
        "There is no route 'to_famly'.", "Did you mean 'to_family'? Routes: to_family, to_safeguarding.",
    ),
    "displacing a route it never meets": (
        "from: [front_door, family_team]", "from: [family_team]", "over: to_family", "to_family",
        "'to_safeguarding' never meets 'to_family': they start from different teams.", "Displace a route from the same",
    ),
    "route that nothing fires": (
        "at: {hearing: done}", "at: {urgent: yes}", "at: {urgent: yes}", "{urgent",
        "Nothing ever moves a child by 'to_safeguarding'.", "Name the act or happening at which",
    ),
    "pick that may fail": (
        "steps: [{home: yes}, {chosen_by: [screener]}]", "steps: [{home: yes}]", "[{home: yes}]", "{home",
        "A pick must always succeed: 'family_team_of_home' may not.", "End with a team or a rota.",
    ),
    "ladder whose last rung decides nothing": (
        "must: {settle: done}, says: Decide, within: 2 working days, act: settle}", "must: {receive: done}, says: Decide}", "      - {who: [director]", "{who",
        "A ladder without end: the last rung of 'dispute' asks for", "Let its 'must' be part of 'ends' (settle).",
    ),
    "ladder whose last rung goes up": (
        "act: settle}", "act: settle, up_on_time: yes}", "      - {who: [director]", "{who",
        "A ladder without end: the last rung of 'dispute' goes up to nothing.", "Remove 'up' there, or add",
    ),
    "ladder that starts itself": (
        "within: 2 working days, act: settle}", "within: 2 working days, act: object}", "  dispute:\n", "dispute",
        "'dispute' leads back to itself: it would be climbed for ever.", "Let its last rung decide.",
    ),
    "hold without its exceptions": (
        ", except: [to_safeguarding]", "", "  - {id: in_dispute", "{id",
        "'except' is missing.", "Add 'except: ...' (a list).",
    ),
    "fact set to what it cannot be": (
        "      close: {name: No further action}", "      close: {name: No further action, sets: {plan: closed}}", "plan: closed", "closed",
        "'closed' is not a value of 'plan'.", "One of: 'none', 'child_in_need', 'child_protection' or 'not_known'.",
    ),
    "derived fact that is set": (
        "      close: {name: No further action}", "      close: {name: No further action, sets: {serious: yes}}", "sets: {serious: yes}", "serious",
        "'serious' is worked out, never set.", "Set one of the facts it is worked out from.",
    ),
    "guidance nowhere": (
        "page:tray]", "screen:tray]", "screen:tray", "screen",
        "'screen:tray' is not a place for guidance.", "Write page:name, act:name,",
    ),
    "people who are not declared": (
        "is: {any: [{urgent: yes}, {plan: child_protection}]}", "is: {cousins: {any: {urgent: yes}}}", "{cousins:", "cousins",
        "There are no people 'cousins'.", "People: siblings.",
    ),
    "id with a capital": (
        "  receipt:\n", "  Receipt:\n", "  Receipt:\n", "Receipt",
        "'Receipt' is not an id.", "Use small letters, digits and underscores",
    ),
    "key given twice": (
        "    by: [screener]\n    fills: pack", "    by: [screener]\n    by: [director]\n    fills: pack", "    by: [director]", "by",
        "'by' is given twice here.", "Keep one: it is already given on line 29.",
    ),
    "bad YAML": (
        "name: Confirm receipt\n    says", "name: Confirm: receipt\n    says", "name: Confirm: receipt", ": receipt",
        "This is not YAML: mapping values are not allowed here.", "Put quotes round a text that has ': ' in it.",
    ),
    "tab": (
        "    name: Send to the family team", "\tname: Send to the family team", "\tname: Send", "\t",
        "This is not YAML: a tab is used for indentation.", "Indent with spaces.",
    ),
    "alias": (
        "    by: [screener]\n    fills: pack", "    by: *one\n    fills: pack", "*one", "*one",
        "Anchors (&) and aliases (*) are not used in a protocol.", "Write it out in both places",
    ),
    "tag": (
        "    by: [screener]\n    fills: pack", "    by: !!python/name:os.system x\n    fills: pack", "!!python", "!!python",
        "Tags such as 'tag:yaml.org,2002:python/name:os.system' are not used in a protocol.", "Remove the tag.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", CASES)
def test_a_mistake_is_reported_where_it_is_with_what_would_be_right(kind: str) -> None:
    old, new, within, word, wrong, right = CASES[kind]
    mistakes, text = damaged(old, new)
    line, column = place(text, within, word)
    found = [m for m in mistakes if (m.file, m.line, m.column) == ("rules.yaml", line, column)]
    assert found, f"nothing at {line}:{column}, but {[str(m) for m in mistakes]}"
    assert any(m.wrong.startswith(wrong) for m in found), found
    assert any(m.right.startswith(right) for m in found), found
    assert all(m.right for m in mistakes)


def test_an_id_in_two_files_names_both_places() -> None:
    again = "duties:\n  receipt: {}\nroutes:\n  - {id: to_family}\n"
    mistakes = checked({**TINY, "zz.yaml": again}).mistakes
    duty = TINY["rules.yaml"][: TINY["rules.yaml"].index("  receipt:\n")].count("\n") + 1
    route = TINY["rules.yaml"][: TINY["rules.yaml"].index("{id: to_family,")].count("\n") + 1
    said = [(m.file, m.line, m.column, m.wrong) for m in mistakes if m.file == "zz.yaml"]
    assert (
        "zz.yaml",
        2,
        3,
        f"'receipt' is declared twice in duties: also in rules.yaml, line {duty}.",
    ) in said
    assert (
        "zz.yaml",
        4,
        10,
        f"'to_family' is declared twice in routes: also in rules.yaml, line {route}.",
    ) in said


def test_the_wrong_encoding_is_reported_at_the_byte() -> None:
    raw = b"facts:\n  caf\xe9: {values: [a]}\n"
    (only,) = checked({**TINY, "zz.yaml": raw}).mistakes
    assert (only.file, only.line, only.column, only.wrong) == ("zz.yaml", 2, 6, "The file is not UTF-8 here.")
    assert only.right == "Save it as UTF-8."


@pytest.mark.parametrize("empty", ["", "# nothing but a comment\n", "---\n"])
def test_an_empty_file_is_a_mistake(empty: str) -> None:
    (only,) = checked({**TINY, "zz.yaml": empty}).mistakes
    assert (only.file, only.line, only.column, only.wrong) == ("zz.yaml", 1, 1, "The file is empty.")


def test_a_list_where_rooms_should_be_is_a_mistake() -> None:
    (only,) = checked({**TINY, "zz.yaml": "- one\n"}).mistakes
    assert only.wrong == "The file should be a mapping of rooms to rules."


def test_one_post_cannot_do_and_judge() -> None:
    texts = dict(TINY)
    texts["council.yaml"] = texts["council.yaml"].replace(
        "team: front_door, reads_all: true}", "team: front_door}"
    )
    texts["council.yaml"] = texts["council.yaml"].replace(
        "kind: intake, unallocated: screener}",
        "kind: intake, unallocated: screener, posts: {screener: {most: 1}}}",
    )
    texts["rules.yaml"] = texts["rules.yaml"].replace(
        "by: [team_leader of receiver], not_by: [send]", "by: [screener], not_by: [send]"
    )
    (only,) = checked(texts).mistakes
    assert only.wrong == "Nobody could do 'receive': 'screener' is one post, and is who does 'send'."
    assert (only.line, only.column) == place(texts["rules.yaml"], "not_by: [send]", "send")


def test_a_rung_nobody_may_stand_on() -> None:
    texts = dict(TINY)
    texts["council.yaml"] = texts["council.yaml"].replace(
        "{group_lead: {fewest: 1, most: 1}}", "{group_lead: {most: 0}}"
    )
    texts["rules.yaml"] = texts["rules.yaml"].replace(
        "- {who: [director], must", "- {who: [group_lead], must"
    )
    (only,) = checked(texts).mistakes
    assert only.wrong.startswith("A rung nobody may stand on")
    assert (only.line, only.column) == place(texts["rules.yaml"], "who: [group_lead]", "[group_lead]")


def test_all_mistakes_are_reported_at_once_in_order() -> None:
    text = (
        TINY["rules.yaml"]
        .replace("to: safeguarding\n", "to: nowhere\n")
        .replace("calendar: office", "calendar: none_such")
    )
    mistakes = checked({**TINY, "rules.yaml": text.replace("TNY-08", "TNY-88")}).mistakes
    assert len(mistakes) >= 3
    assert list(mistakes) == sorted(mistakes)


def test_a_missing_folder_an_empty_folder_and_a_wrong_name(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "a.yml").write_text("facts: {}\n")
    assert [m.wrong for m in check(tmp_path / "none").mistakes] == ["There is no such folder."]
    assert "There are no .yaml files here." in [m.wrong for m in check(tmp_path / "here").mistakes]
    assert "This file is not read." in [m.wrong for m in check(tmp_path / "here").mistakes]


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    (tmp_path / "big.yaml").write_bytes(b"#" * 2_000_001)
    assert [m.wrong for m in check(tmp_path).mistakes if m.file.endswith("big.yaml")] == [
        "The file is larger than 2 MB."
    ]


def test_an_anchor_bomb_and_a_deep_nest_are_refused_quickly() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{c}: &{c} [*{p}, *{p}]\n" for p, c in zip("abcdefgh", "bcdefghi", strict=True)
    )
    deep = "facts: " + "[" * 100_000
    for text in (bomb, deep):
        assert checked({**TINY, "zz.yaml": text}).mistakes


def test_load_raises_every_mistake_and_gives_a_protocol_when_there_are_none(tmp_path: Path) -> None:
    for name, text in TINY.items():
        (tmp_path / name).write_text(text.replace("to: safeguarding\n", "to: nowhere\n"))
    with pytest.raises(Mistakes) as raised:
        loading.load(tmp_path)
    assert "There is no team or pick 'nowhere'." in str(raised.value)
    assert loading.load(SAMPLES / "tiny").protocol.council == "tiny"
    assert loading.load(SAMPLES / "tiny") is loading.load(SAMPLES / "tiny")


def test_a_story_that_shows_no_clause_is_reported(tmp_path: Path) -> None:
    for name, text in TINY.items():
        (tmp_path / name).write_text(text)
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "a.yaml").write_text(
        "- story: A thing\n  shows: [TNY-99]\n  steps: [{do: send}]\n- story: A thing\n"
    )
    said = [(Path(m.file).name, m.line, m.column, m.wrong) for m in check(tmp_path).mistakes]
    assert ("a.yaml", 4, 3, "'steps' is missing.") in said


def test_a_council_no_code_knows_is_read_from_its_files_alone() -> None:
    made = check(SAMPLES / "elsewhere")
    assert made.mistakes == ()
    assert made.warnings == ()


def test_the_samples_have_no_mistakes() -> None:
    made = check(SAMPLES / "tiny")
    assert made.mistakes == ()
    assert ["may find no team" in warning.wrong for warning in made.warnings] == [True]


def test_a_binding_clause_that_nothing_honours_is_a_warning() -> None:
    text = (
        TINY["clauses.yaml"]
        + "  - {id: TNY-10, document: TNY, section: '4', kind: x, strength: must, does: Something.}\n"
    )
    warned = [w for w in checked({**TINY, "clauses.yaml": text}).warnings if w.file == "clauses.yaml"]
    assert [(w.line, w.wrong) for w in warned] == [
        (12, "TNY-10 (must) is honoured by no rule, page or guidance.")
    ]
