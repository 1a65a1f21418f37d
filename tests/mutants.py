"""`make mutants`: take away or weaken each rule that honours a binding clause, and see that a story fails.

For every rule that cites a must or should clause the protocol is built again without it (and, where that
means something, weaker: anyone may, a stop becomes a prompt, twice the time), unchecked; then the stories
that show the clauses it cites are told on paper until one fails. One that survives is a rule no story proves.
What only a page shows is proved by the tests of pages, and what a report counts by those that count a winter by hand.

    python tests/mutants.py [council ...] [--only TEXT]
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing import Pool
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "baton.config.settings")
    sys.path.insert(0, str(Path(__file__).parents[1]))
    import django

    django.setup()

from baton.casework.council import Council
from baton.operations import stories
from baton.operations.cast import cast
from baton.protocol import conditions as c
from baton.protocol import loading
from baton.protocol import schema as s
from baton.protocol.schema import Protocol, Rule, Story
from baton.protocol.schema.base import Part, RoleOf
from tests.scenarios.on_paper import OnPaper

PROTOCOLS = Path(__file__).parents[1] / "protocols"
BINDING = ("must", "should")
SHOWN_ON_PAGES = (s.PageShows, s.Guidance, s.Letter, s.Counted)
KEEPS = object()
"""Stands for leaving a part out."""


@dataclass(frozen=True)
class Mutant:
    """One rule damaged in one way."""

    council: str
    path: str
    how: str
    clauses: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.path}: {self.how} ({' '.join(self.clauses)})"


@lru_cache
def read(council: str) -> tuple[Protocol, tuple[Story, ...]]:
    """A council's protocol and its stories."""
    protocol = loading.read(PROTOCOLS / council).protocol
    assert protocol is not None
    return protocol, loading.stories(PROTOCOLS / council)


def told() -> list[str]:
    """The councils that have stories."""
    return [council for council in loading.councils(PROTOCOLS) if _whole(council)]


def _whole(council: str) -> bool:
    """Whether all of the procedure is here: until then its stories show a part, and damage to the rest is no news."""
    found = loading.read(PROTOCOLS / council).protocol
    return (
        found is not None
        and found.protocol.covers == "whole"
        and bool(loading.story_files(PROTOCOLS / council))
    )


def mutants(council: str) -> Iterator[Mutant]:
    """Every way in which every rule that honours a binding clause is damaged."""
    protocol, _ = read(council)
    strengths = {clause.id: clause.strength for clause in protocol.clauses}
    for path, rule in protocol.rules():
        binding = tuple(cite for cite in rule.cites if strengths.get(cite) in BINDING)
        if binding and not isinstance(rule, (*SHOWN_ON_PAGES, s.Head)):
            yield Mutant(council, path, "taken away", binding)
            for how in weaker(rule):
                yield Mutant(council, path, how, binding)


def weaker(rule: Rule) -> Mapping[str, Rule]:
    """The same rule, weaker, by what was done to it."""
    made: dict[str, dict[str, Any]] = {}
    if isinstance(rule, s.Act):
        made["anyone may do it"] = {"by": (RoleOf(role="anyone"),)}
        if rule.when is not None:
            made["done anywhere"] = {"when": None}
        if rule.once:
            made["done again and again"] = {"once": None}
    elif isinstance(rule, s.Need):
        if rule.grade is not s.Grade.ASK:
            made["only a prompt"] = {"grade": s.Grade.ASK}
        if rule.shows:
            made["shows nothing"] = {"shows": ()}
        if rule.reason_by:
            made["anybody's reason counts"] = {"reason_by": ()}
        if rule.if_ is not None:
            made["asked always"] = {"if_": None}
    elif isinstance(rule, s.FieldRow):
        if rule.required:
            made["not required"] = {"required": False}
            if rule.if_ is not None:
                made["asked always"] = {"if_": None}
        if rule.least > 1:
            made["one letter is enough"] = {"least": 0}
        if rule.role:
            made["anybody may be named"] = {"role": ()}
        if rule.not_role:
            made["nobody is barred"] = {"not_role": ()}
    elif isinstance(rule, s.Duty):
        made |= _weaker_duty(rule)
    elif isinstance(rule, s.Ladder) and rule.whole:
        made["no limit over the whole"] = {"whole": None}
    elif isinstance(rule, s.Route):
        made |= {
            f"no '{part}'": {part: None}
            for part in ("when", "decided", "worker_field")
            if getattr(rule, part) is not None
        }
    return {how: _with(rule, **changes) for how, changes in made.items()}


def _weaker_duty(rule: s.Duty) -> dict[str, dict[str, Any]]:
    made: dict[str, dict[str, Any]] = {"anybody owes it": {"who": RoleOf(role="anyone")}}
    amount, _, unit = (rule.within or "").partition(" ")
    if amount.isdigit() and int(amount):
        made["twice the time"] = {"within": f"{2 * int(amount)} {unit}"}
    if rule.if_ is not None:
        made["whatever is so"] = {"if_": None}
    if rule.warn:
        made["no warning"] = {"warn": None}
    if rule.late.tell or rule.late.ladder:
        made["nobody hears of it"] = {"late": s.Late()}
    if rule.ahead:
        made["not ahead"] = {"ahead": None}
    if rule.counts_from:
        made["counted from whatever came last"] = {"counts_from": ()}
    return made


def damaged(mutant: Mutant) -> Protocol:
    """The protocol with that rule taken away or put weaker; nothing is checked."""
    protocol, _ = read(mutant.council)
    rule = dict(protocol.rules())[mutant.path]
    instead = KEEPS if mutant.how == "taken away" else weaker(rule)[mutant.how]
    made = _replaced(protocol, rule, instead)
    assert isinstance(made, Protocol)
    return made


def _with(part: Part, **changes: Any) -> Any:
    """A copy with other values and nothing remembered."""
    return type(part).model_construct(
        **{name: changes.get(name, getattr(part, name)) for name in type(part).model_fields}
    )


def _replaced(part: Any, rule: Rule, instead: Any) -> Any:
    if part is rule:
        return instead
    if isinstance(part, Mapping):
        rows = {key: _replaced(value, rule, instead) for key, value in part.items()}
        return {key: value for key, value in rows.items() if value is not KEEPS}
    if isinstance(part, tuple):
        return tuple(new for value in part if (new := _replaced(value, rule, instead)) is not KEEPS)
    if isinstance(part, Part) and not isinstance(part, c.Condition):
        old = {name: getattr(part, name) for name in type(part).model_fields}
        new = {name: _replaced(value, rule, instead) for name, value in old.items()}
        new = {name: None if value is KEEPS else value for name, value in new.items()}
        changed = any(not _alike(new[name], old[name]) for name in old)
        return _with(part, **new) if changed else part
    return part


def _alike(new: Any, old: Any) -> bool:
    if isinstance(old, Mapping):
        return set(new) == set(old) and all(new[key] is old[key] for key in old)
    if isinstance(old, tuple):
        return len(new) == len(old) and all(a is b for a, b in zip(new, old, strict=True))
    return new is old


def killed_by(mutant: Mutant) -> str:
    """The first story that fails under it; empty where it survives."""
    _, told = read(mutant.council)
    rules = damaged(mutant)
    mine = (story for story in told if set(story.shows) & set(mutant.clauses))
    return next((story.story for story in mine if fails(story, mutant.council, rules)), "")


def fails(story: Story, council: str, rules: Protocol) -> bool:
    """Whether a story of a council fails under these rules."""
    whole = _cast(council)
    people = Council(rules, whole.places, whole.teams, whole.people, whole.appointments, whole.rotas)
    try:
        stories.tell(story, OnPaper(people), stories.book(read(council)[1]))
    except Exception:  # noqa: BLE001 - whatever stops a story has shown the damage
        return True
    return False


@lru_cache
def _cast(council: str) -> Council:
    return cast(read(council)[0], PROTOCOLS / council)


def tried(mutant: Mutant) -> tuple[Mutant, str]:
    """A mutant with what killed it."""
    return mutant, killed_by(mutant)


def survivors(found: Iterable[Mutant]) -> list[Mutant]:
    """Those that no story notices, apart from the known."""
    with Pool(os.cpu_count() or 2) as pool:
        return [mutant for mutant, story in pool.imap_unordered(tried, found, 8) if not story]


def main() -> int:
    """Damages everything; 1 where a rule survives being taken away or weakened unnoticed."""
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    words.add_argument("council", nargs="*", default=told())
    words.add_argument("--only", default="", help="only rules whose path holds this")
    given = words.parse_args()
    failed = 0
    for council in given.council:
        untrue = [story.story for story in read(council)[1] if fails(story, council, read(council)[0])]
        if untrue:
            print(f"{council}: nothing can be shown while these stories fail undamaged: {'; '.join(untrue)}")
            failed += len(untrue)
            continue
        start, found = time.monotonic(), [m for m in mutants(council) if given.only in m.path]
        left = survivors(found)
        for mutant in sorted(left, key=str):
            print(f"  {'known: ' if known(mutant) else 'SURVIVED: '}{mutant} {known(mutant)}")
        unknown = [mutant for mutant in left if not known(mutant)]
        seconds = time.monotonic() - start
        print(
            f"{council}: {len(found)} damaged, {len(found) - len(left)} noticed, {len(unknown)} survived, in {seconds:.0f} s"
        )
        failed += len(unknown)
    return int(bool(failed))


BY_THE_ACT = "- the act 'send_step_up' asks the same of itself; the route says it for the proof and the map"
ON_A_PAGE = (
    "- stands beside what was gone on without, on pages alone: tests/scenarios/test_southwark_moves_pages.py"
)
LINES = "core_information chronology recording cin_visits cp_visits cla_visits contact_sheet supervision"
SAME = "locality_service_leader locality_social_work_manager"
PRINTED = "early_help_strategy out_of_hours_line storage_rules thresholds_document"
READ = "- a text that people read, and no rule counts with it"
NAMED = "- the pathway plan names the leader first"
KNOWN: dict[tuple[str, str, str], str] = {
    **{("southwark", f"always:21.needs.{line}", "shows nothing"): ON_A_PAGE for line in LINES.split()},
    ("stockport", "route:step_up", "no 'when'"): BY_THE_ACT,
    ("stockport", "route:step_up", "no 'decided'"): BY_THE_ACT,
    ("stockport", "role:social_worker", "taken away"): "- its name is the same in words",
    ("southwark", "place:sfs_set", "taken away"): "- its name is the same in words",
    ("southwark", "role:advanced_practitioner", "taken away"): "- its name is the same in words",
    ("southwark", "role:cwd_worker", "taken away"): "- its name is the same in words",
    (
        "southwark",
        "setting:lac_documents",
        "taken away",
    ): "- a list that people read, and no rule counts with",
    ("southwark", "clock:closed_record", "anybody owes it"): "- the closing names its owner, and must",
    (
        "southwark",
        "route:step_down",
        "no 'when'",
    ): "- the act 'hand_off_to_early_help' asks the same of itself",
    (
        "southwark",
        "route:outside_protocol",
        "no 'when'",
    ): "- two leads cannot give one answer to what is not done",
    (
        "york",
        "setting:records_address",
        "taken away",
    ): "- every text says it once the procedure has been read; the tests of pages see it",
    ("portsmouth", "act:discuss_with_mash", "anyone may do it"): "- anyone may",
    ("portsmouth", "setting:procedures_address", "taken away"): "- an address, and no rule counts with it",
    ("portsmouth", "clock:family_finding", "anybody owes it"): "- both team leaders name the finder first",
    ("portsmouth", "clock:court_task", "anybody owes it"): "- the task names whose it is, and must",
    **{
        ("portsmouth", f"role:{role}", "taken away"): "- its name is the same in words"
        for role in SAME.split()
    },
    **{("portsmouth", f"setting:{name}", "taken away"): READ for name in PRINTED.split()},
    (
        "portsmouth",
        "setting:re_referral",
        "taken away",
    ): "- a report counts with it, and the counts by hand see it",
    (
        "portsmouth",
        "role:mash_professional",
        "taken away",
    ): "- what it lets somebody read is seen on pages alone",
    (
        "portsmouth",
        "clock:decision",
        "no warning",
    ): "- a warning stands on My work alone: tests/services/test_acting.py",
    ("portsmouth", "clock:oversee_as_care_leaver_leader", "anybody owes it"): NAMED,
    ("portsmouth", "clock:oversee_as_looked_after_leader", "anybody owes it"): NAMED,
    (
        "portsmouth",
        "import:contacts",
        "taken away",
    ): "- a file is taken in by tests/operations/test_importing.py",
    ("stockport", "impossible:1", "taken away"): "- no outcome of any act says both; the proof assumes it",
}
"""Those that change nothing anybody can see, each with why: {(council, path, how): why}."""


def known(mutant: Mutant) -> str:
    """Why a survivor is no fault, where that is known."""
    return KNOWN.get((mutant.council, mutant.path, mutant.how), "")


if __name__ == "__main__":
    sys.exit(main())
