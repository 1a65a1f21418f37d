"""Stories: what a procedure does, told in steps that a manager can read, and run as tests.

A story is data (`protocols/<council>/scenarios/*.yaml`). Its steps, one mapping each:

    {after: An urgent referral reaches Bredbury}    everything of another story comes first
    {time: "Mon 2 Mar 2026 09:00"}                  the clock moves there and the sweep runs
    {contact: {children: [Ava], place: bredbury}}   a contact about children: each has a case from now
    {at: "09:10", by: massh_leader, do: recommend, outcome: urgent_response, with: {phrase: level_4},
     for: [Ava], team: bredbury_a, reasons: {consent: "..."}, danger: "...", happened: "09:05"}
    {by: massh_worker, do: send_step_up, refused: [STK-28, "Only the MASSH"], only: not_yours}
                                                    refused, at least for these; `only` names codes, fields or rules
    {on: "team bredbury_a", by: bredbury_leader, do: name_s47_lead, item: 2026-03-02}
    {appoint: {who: marple_senior, role: footprint_leader, team: marple, until: "Mon 9 Mar 2026 09:00"}}
    {learns: {by: massh_worker, fact: wellbeing_need, value: urgent_need}}       somebody is told a fact
    {contact: {children: [{name: Ava again, again: Ava}], facts: {arrival: hospital}}}     a child known already
    {relates: {for: Baby, to: Mia, as: mother, by: massh_worker}}                another case is linked with this one
    {sets_rota: {rota: fortnight, of: set_1, start: "Mon 16 Mar 2026 09:00", members: [b, a], by: lead}}
    {see: {holder: bredbury_a, duty: receipt, state: late, due: "10:10"}}        looked up in `seeing`

After the first, a time may be '09:55' (the same day) or 'Tue 14:05' (the next Tuesday). What runs the steps
is a stage: `stage.Services` on a database; tests have one on paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from baton.casework import working_time as wt
from baton.casework.council import Council
from baton.casework.events import Event
from baton.casework.file import File
from baton.casework.refusals import Reason, Refusal
from baton.casework.view import View
from baton.protocol.schema import Story

_CLOCK = re.compile(r"(?:(Mon|Tue|Wed|Thu|Fri|Sat|Sun) )?(\d{1,2}:\d{2}(?::\d{2})?)")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_DOING = frozenset({
    "at", "by", "do", "outcome", "with", "for", "on", "team", "reasons", "danger", "happened", "item", "route",
    "planned", "refused", "only", "transcribed",
})  # fmt: skip


class Stage(Protocol):
    """Where a story is played: the clock, the council, and everything that can be done and looked up."""

    now: datetime

    def council(self) -> Council:
        """The council at this moment."""

    def move_to(self, now: datetime) -> None:
        """The clock moves on, and the sweep runs."""

    def log_contact(
        self, children: Sequence[Mapping[str, Any]], by: str, received: datetime, facts: Mapping[str, str]
    ) -> Sequence[str] | Refusal:
        """A case for each child, or why not. `again` of a child is an earlier case of theirs."""

    def relate(self, ref: str, other: str, relation: str, by: str) -> Refusal | None:
        """Links another case with this one."""

    def set_rota(self, row: Mapping[str, Any]) -> Refusal | None:
        """Says who takes turns on a rota, from when."""

    def open_file(self, about: str, subject: str) -> str:
        """The reference of the file of a team, a place or the council."""

    def do(self, refs: Sequence[str], words: Mapping[str, Any]) -> Refusal | None:
        """Does an act of each of these, all or none."""

    def depart(self, ref: str, team: str, by: str, why: str) -> Refusal | None:
        """Moves a child outside the routes."""

    def move_home(self, ref: str, place: str, by: str, why: str) -> Refusal | None:
        """Puts right where the child lives."""

    def learn(
        self, ref: str, fact: str, value: str, by: str, at: datetime | None = None, why: str = ""
    ) -> Refusal | None:
        """Records a fact that somebody has been told."""

    def appoint(self, row: Mapping[str, Any]) -> None:
        """Appoints somebody, or ends their appointment, or sends them on leave."""

    def file(self, ref: str) -> File:
        """The file as it is kept."""

    def around(self, ref: str) -> tuple[View, ...]:
        """Everybody around the child of a case."""

    def events(self, ref: str) -> Sequence[Event]:
        """Everything journalled about it."""

    def tray(self, ref: str) -> str:
        """The tray it waits in, as '<tray>:<place or team>'; empty for none."""


class StoryFailed(AssertionError):
    """A step did not go as the story tells it."""

    def __init__(self, story: Story, number: int, expected: str, seen: str) -> None:
        step = story.steps[number - 1]
        super().__init__(f"'{story.story}', step {number} {step}\n  expected: {expected}\n  seen: {seen}")
        self.number, self.expected, self.seen = number, expected, seen


class Unlike(Exception):
    """What was expected and what was seen, before the story and the step are known."""

    def __init__(self, expected: str, seen: object) -> None:
        super().__init__(f"expected {expected}; seen {seen}")
        self.expected, self.seen = expected, str(seen)


@dataclass
class Telling:
    """A story being told: the stage it is on, and the cases of its children by name."""

    stage: Stage
    story: Story
    book: Mapping[str, Story] = field(default_factory=dict)
    """Every story of the council by its title, for those that go on from another."""
    children: dict[str, str] = field(default_factory=dict)
    begun: bool = False

    def time(self, text: str) -> datetime:
        """A time of the story: whole, or from where the clock now stands."""
        short = _CLOCK.fullmatch(str(text))
        if short is None:
            return wt.parse_local(re.sub(r"^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) ", "", str(text)))
        if not self.begun:
            raise Unlike("a first step with a whole date, such as 'Mon 2 Mar 2026 09:00'", text)
        day = wt.local(self.stage.now).date()
        while short[1] and _DAYS[day.weekday()] != short[1]:
            day += timedelta(days=1)
        return wt.parse_local(f"{day.isoformat()} {short[2]}")

    def refs(self, step: Mapping[str, Any]) -> list[str]:
        """The files a step is about: the children named, the team, place or council, or every child."""
        if "on" in step:
            about, _, subject = str(step["on"]).partition(" ")
            return [self.stage.open_file(about, subject or self.stage.council().id)]
        named = step.get("for", list(self.children))
        names = [named] if isinstance(named, str) else named
        unknown = [name for name in names if name not in self.children]
        if unknown or not names:
            raise Unlike(
                f"children of this story ({', '.join(self.children)})", ", ".join(unknown) or "nobody"
            )
        return [self.children[name] for name in names]


def book(stories: Iterable[Story]) -> Mapping[str, Story]:
    """Stories by their titles."""
    return {story.story: story for story in stories}


def tell(story: Story, stage: Stage, told: Mapping[str, Story] | None = None) -> Mapping[str, str]:
    """Plays a story from its first step to its last: its children's cases by name.

    Raises StoryFailed at the first step that is not so.
    `told` is the council's whole book, where a story may go on from another of it.
    """
    return go_on(Telling(stage, story, told or {}))


def line(story: Story, told: Mapping[str, Story]) -> tuple[Story, ...]:
    """The stories that one goes on from, each with the one before it as its first step, and itself last."""
    first = story.steps[0] if story.steps else {}
    earlier = line(told[str(first["after"])], told) if "after" in first else ()
    return (*earlier, story)


def go_on(telling: Telling, played: int = 0) -> Mapping[str, str]:
    """As `tell`, where so many of its first steps have been played on this stage already."""
    story = telling.story
    for number, step in enumerate(story.steps[played:], played + 1):
        try:
            _play(telling, step)
        except Unlike as unlike:
            raise StoryFailed(story, number, unlike.expected, unlike.seen) from unlike
        except (ValueError, KeyError, LookupError) as wrong:
            raise StoryFailed(
                story, number, "a step that can be read", f"{type(wrong).__name__}: {wrong}"
            ) from wrong
    return telling.children


def _play(telling: Telling, step: Mapping[str, Any]) -> None:
    from baton.operations import seeing

    if "after" in step:
        for earlier in telling.book[str(step["after"])].steps:
            _play(telling, earlier)
    elif "time" in step:
        _move(telling, step["time"])
    elif "contact" in step:
        _contact(telling, step["contact"])
    elif "do" in step:
        _do(telling, step)
    elif "see" in step:
        seeing.look(telling, step["see"])
    elif "appoint" in step:
        _appoint(telling, dict(step["appoint"]))
    elif "depart" in step:
        _depart(telling, step["depart"], step.get("refused"))
    elif "moves_home" in step:
        _moves_home(telling, step["moves_home"])
    elif step.keys() & _MORE.keys():
        word = next(iter(step.keys() & _MORE.keys()))
        _MORE[word](telling, step[word])
    else:
        words = ("after", "time", "contact", "do", "see", "appoint", "depart", "moves_home", *_MORE)
        raise Unlike(" or ".join(words), ", ".join(step))


def _move(telling: Telling, text: str) -> None:
    telling.stage.move_to(telling.time(text))
    telling.begun = True


def _contact(telling: Telling, said: Mapping[str, Any]) -> None:
    stage = telling.stage
    if "at" in said:
        _move(telling, said["at"])
    received = telling.time(said["received"]) if "received" in said else stage.now
    children = [
        {"name": child, "place": said.get("place", "")} if isinstance(child, str) else
        {"place": said.get("place", ""), **child}
        for child in said["children"]
    ]  # fmt: skip
    by = str(said.get("by", "")) or _first_of_intake(stage.council())
    known = [{**c, "again": telling.children[c["again"]]} if "again" in c else c for c in children]
    answer = stage.log_contact(known, by, received, dict(said.get("facts", {})))
    refused = answer if isinstance(answer, Refusal) else None
    _as_told(refused, said.get("refused"))
    if not isinstance(answer, Refusal):
        telling.children.update(zip([str(child["name"]) for child in children], answer, strict=True))


def _first_of_intake(council: Council) -> str:
    intake = council.of_kind(council.protocol.protocol.front_door)[0].id
    return next(a.person for a in council.appointments if a.team == intake)


def _do(telling: Telling, step: Mapping[str, Any]) -> None:
    unread = set(step) - _DOING
    if unread:
        raise Unlike(f"only the words {', '.join(sorted(_DOING))}", ", ".join(sorted(unread)))
    if "at" in step:
        _move(telling, step["at"])
    stage, refs = telling.stage, telling.refs(step)
    words = {
        "act": str(step["do"]), "by": str(step["by"]), "outcome": str(step.get("outcome", "")),
        "item": str(step.get("item", "")), "at": telling.time(step["happened"]) if "happened" in step else None,
        "fields": {key: _answer(value) for key, value in step.get("with", {}).items()},
        "reasons": dict(step.get("reasons", {})), "danger": str(step.get("danger", "")),
        "team": str(step.get("team", "")), "route": str(step.get("route", "")),
        "planned": bool(step.get("planned")), "transcribed": str(step.get("transcribed", "")),
    }  # fmt: skip
    before = [stage.file(ref) for ref in refs]
    refused = stage.do(refs, words)
    _as_told(refused, step.get("refused"))
    if refused is not None and "only" in step:
        _nothing_else(refused, step["only"])
    if refused is not None:
        _nothing_changed(stage, refs, before, refused.name)


def _answer(value: Any) -> str:
    if isinstance(value, list):
        return "|".join(str(one) for one in value)
    return str(value)


def _nothing_changed(stage: Stage, refs: Sequence[str], before: Sequence[File], name: str) -> None:
    for ref, was in zip(refs, before, strict=True):
        if stage.file(ref) != was:
            raise Unlike("a refused attempt to change nothing", f"{ref} changed")
    kept = [e for ref in refs for e in stage.events(ref)[-1:] if type(e).__name__ == "AttemptRefused"]
    if not any(getattr(event, "name", "") == name for event in kept):
        raise Unlike("the refused attempt to be journalled", "no such entry")


def _as_told(refusal: Refusal | None, told: Sequence[str] | str | None) -> None:
    if told is None:
        if refusal is not None:
            reasons = "; ".join(f"{r.says} [{r.rule or r.code.value}]" for r in refusal.reasons)
            raise Unlike("it to be done", f"refused: {reasons}")
        return
    if refusal is None:
        raise Unlike(f"a refusal because of {told}", "it was done")
    for wanted in [told] if isinstance(told, str) else told:
        if not any(_says(reason, str(wanted)) for reason in refusal.reasons):
            seen = "; ".join(
                f"{r.says} {r.field} {' '.join(r.clauses)} [{r.rule or r.code.value}]"
                for r in refusal.reasons
            )
            raise Unlike(f"a reason with '{wanted}'", seen)


def _nothing_else(refusal: Refusal, told: Sequence[str] | str) -> None:
    wanted = {told} if isinstance(told, str) else set(map(str, told))
    more = [reason for reason in refusal.reasons if not wanted & _names(reason)]
    if more:
        raise Unlike(
            "no other reason", "; ".join(f"{reason.says} [{reason.field or reason.rule}]" for reason in more)
        )


def _says(reason: Reason, wanted: str) -> bool:
    return (
        wanted in {*_names(reason), *reason.clauses}
        or wanted.lower() in f"{reason.says} {reason.needs}".lower()
    )


def _names(reason: Reason) -> set[str]:
    return {reason.code.value, reason.field, reason.rule, reason.rule.rpartition(".")[2]}


def _appoint(telling: Telling, row: dict[str, Any]) -> None:
    for word in ("from", "until", "ends"):
        if word in row:
            row[word] = telling.time(row[word])
    telling.stage.appoint(row)


def _depart(telling: Telling, said: Mapping[str, Any], told: Sequence[str] | None) -> None:
    for ref in telling.refs(said):
        before = telling.stage.file(ref)
        refused = telling.stage.depart(ref, str(said["team"]), str(said["by"]), str(said["why"]))
        _as_told(refused, told)
        if refused is not None and telling.stage.file(ref) != before:
            raise Unlike("a refused departure to change nothing", f"{ref} changed")


def _moves_home(telling: Telling, said: Mapping[str, Any]) -> None:
    for ref in telling.refs(said):
        _as_told(telling.stage.move_home(ref, str(said["place"]), str(said["by"]), str(said["why"])), None)


def _learns(telling: Telling, said: Mapping[str, Any]) -> None:
    since = telling.time(said["happened"]) if "happened" in said else None
    for ref in telling.refs(said):
        _as_told(
            telling.stage.learn(
                ref, str(said["fact"]), str(said["value"]), str(said["by"]), since, str(said.get("why", ""))
            ),
            said.get("refused"),
        )


def _relates(telling: Telling, said: Mapping[str, Any]) -> None:
    other = telling.children[str(said["to"])]
    for ref in telling.refs(said):
        _as_told(telling.stage.relate(ref, other, str(said["as"]), str(said["by"])), said.get("refused"))


def _sets_rota(telling: Telling, said: Mapping[str, Any]) -> None:
    row = {**said, "start": telling.time(said["start"])}
    _as_told(telling.stage.set_rota(row), said.get("refused"))


_MORE = {"learns": _learns, "relates": _relates, "sets_rota": _sets_rota}
