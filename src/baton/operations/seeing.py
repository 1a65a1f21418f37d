"""What a story can look for, each word with what it compares: `see: {holder: bredbury_a, joint: massh}`.

    of           which children, or {on: "team bredbury_a"}; every child where nothing is said
    holder, was_with, worker, accountable, joint, closed, moves, gap, label, refused_times
    held           the holds that keep the child here; displaced: {route: by which route or gap}, or none
    tray, not_in_tray                              '<tray>' or '<tray> of <place or team>'
    duty: name   with state, due, start, owner, item, met, by, clause; `state: none` where there is none
    owes, owes_not, debt                           names of what is still owed, or is not; a debt by its need
    climb: name  with rung, ended (words) or `ended: no`, and `of_rung` for its duties, by `duty: name/1`
    told, not_told                                 'role' or 'role of place or team'; with `about`, `times`
    turn: {rota: place}                            whose turn was fixed, or none
    fact: {name: value}, fact_was: {name: [values in order]}
    done: act    with outcome, by, role, happened, recorded, counts, times, passed_over, reason, with
    offered, not_offered                           acts, for `by`
    correction                                     whether one waits to be settled

Times are compared as they are told: '10:10' is today, 'Tue 14:05' within a week, or a whole date.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from baton.casework import moving, who
from baton.casework import working_time as wt
from baton.casework.deciding import offered
from baton.casework.events import AttemptRefused, MessageSent
from baton.casework.file import Done, Duty, File
from baton.casework.truth import truth
from baton.casework.view import View
from baton.operations.stories import Stage, Telling, Unlike

Words = Mapping[str, Any]


def look(telling: Telling, words: Words) -> None:
    """Compares everything a `see` step says. Raises Unlike at the first that differs."""
    about = words.get("of", {})
    step = about if isinstance(about, Mapping) else {"for": about}
    topics = _shared_out(words)
    for ref in telling.refs(step):
        for word, value in words.items():
            if word in _PLAIN:
                _PLAIN[word](telling.stage, telling.stage.file(ref), value)
        for topic, its_words in topics.items():
            _TOPICS[topic](telling.stage, telling.stage.file(ref), its_words)


def _shared_out(words: Words) -> dict[str, Words]:
    """Each topic with the words beside it that are its own. A word that two topics know is a mistake."""
    topics: dict[str, dict[str, Any]] = {
        word: {word: value} for word, value in words.items() if word in _TOPICS
    }
    for word in set(words) - {"of", *_PLAIN, *_TOPICS}:
        takers = [topic for topic in topics if word in _QUALIFIERS[topic]]
        if len(takers) != 1:
            raise Unlike(
                f"'{word}' to belong to one thing that is looked for", " and ".join(takers) or "none"
            )
        topics[takers[0]][word] = words[word]
    return dict(topics)


def _same(word: str, expected: object, seen: object) -> None:
    if str(expected) != str(seen):
        raise Unlike(f"{word} {expected}", seen or "nothing")


def _all(value: Any) -> list[str]:
    return [] if value == "none" else [str(one) for one in (value if isinstance(value, list) else [value])]


def _is_time(word: str, told: object, seen: datetime | None, now: datetime) -> None:
    """'none', '10:10' of the day it now is, 'Tue 14:05' within a week, or a whole date and time."""
    text = str(told)
    if seen is None or text == "none":
        _same(word, text, "none" if seen is None else wt.words_for(seen))
        return
    wall = wt.local(seen)
    clock = f"{wall:%H:%M:%S}" if text.count(":") == 2 else f"{wall:%H:%M}"
    if re.fullmatch(r"[\d:]+", text):
        alike = text == clock and wall.date() == wt.local(now).date()
    elif re.fullmatch(r"[A-Z][a-z]{2} [\d:]+", text):
        alike = text == f"{wall:%a} {clock}" and abs(seen - now) < timedelta(days=7)
    else:
        alike = wt.parse_local(re.sub(r"^[A-Z][a-z]{2} ", "", text)) == seen.replace(microsecond=0)
    if not alike:
        raise Unlike(f"{word} {text}", f"{wt.words_for(seen)} ({clock})")


# ---- single words


def _view(stage: Stage, file: File) -> View:
    """The file with the people around the child, as rules see it."""
    return View(stage.council(), file, stage.now, related=stage.around(file.ref))


def _holder(stage: Stage, file: File, value: Any) -> None:
    _same("with", "" if value == "none" else value, file.holder)


def _was_with(stage: Stage, file: File, value: Any) -> None:
    _same(
        "with, one after another", _all(value), [i.team for i in file.involvements if i.kind == "responsible"]
    )
    rows = [i for i in file.involvements if i.kind == "responsible"]
    starts, ends = [file.opened, *(i.end for i in rows[:-1])], [i.start for i in rows]
    _same("no gap between them", starts, ends)


def _worker(stage: Stage, file: File, value: Any) -> None:
    _same("named worker", "" if value == "none" else value, file.worker)


def _accountable(stage: Stage, file: File, value: Any) -> None:
    people = who.people_for(stage.council(), who.accountable(stage.council(), file), stage.now)
    if str(value) not in (people or ("none",)):
        raise Unlike(f"{value} to answer for the child", ", ".join(people) or "nobody")


def _joint(stage: Stage, file: File, value: Any) -> None:
    _same("working jointly", sorted(_all(value)), sorted(file.joint))


def _closed(stage: Stage, file: File, value: Any) -> None:
    _same("closed", "yes" if value in (True, "yes") else "no", "yes" if file.closed else "no")


def _moves(stage: Stage, file: File, value: Any) -> None:
    _same("moves by", _all(value), [move.route for move in file.moves])


def _gap(stage: Stage, file: File, value: Any) -> None:
    found = moving.gap(_view(stage, file))
    _same("not covered, by the gap", value, found.id if found else "none")


def _held(stage: Stage, file: File, value: Any) -> None:
    seen = [hold.id for hold in moving.holds(_view(stage, file))]
    _same("held here by", sorted(_all(value)), sorted(seen))


def _displaced(stage: Stage, file: File, value: Any) -> None:
    seen = {route.id: by.id for route, by in moving.displaced(_view(stage, file))}
    _same("displaced", dict(sorted(value.items())) if value != "none" else {}, dict(sorted(seen.items())))


def _label(stage: Stage, file: File, value: Any) -> None:
    view = _view(stage, file)
    labels = stage.council().protocol.labels.items()
    true = [(label.rank, name) for name, label in labels if truth(label.when, view)]
    _same("label", value, min(true)[1] if true else "none")


def _correction(stage: Stage, file: File, value: Any) -> None:
    _same(
        "a correction waiting", "yes" if value in (True, "yes") else "no", "yes" if file.corrections else "no"
    )


def _refused_times(stage: Stage, file: File, value: Any) -> None:
    _same("refused attempts kept", value, sum(isinstance(e, AttemptRefused) for e in stage.events(file.ref)))


def _tray(stage: Stage, file: File, value: Any) -> None:
    _same("in the tray", str(value).replace(" of ", ":"), stage.tray(file.ref) or "none")


def _not_in_tray(stage: Stage, file: File, value: Any) -> None:
    seen = stage.tray(file.ref)
    for tray in _all(value):
        if seen == tray.replace(" of ", ":") or seen.partition(":")[0] == tray:
            raise Unlike(f"not in the tray {tray}", seen)


def _owes(stage: Stage, file: File, value: Any) -> None:
    for name in _all(value):
        if not any(d.open for d in _duties(file, name)):
            raise Unlike(
                f"{name} to be owed", ", ".join(d.rule for d in file.duties if d.open) or "nothing owed"
            )


def _owes_not(stage: Stage, file: File, value: Any) -> None:
    for name in _all(value):
        if any(d.open for d in _duties(file, name)):
            raise Unlike(f"{name} not to be owed", "it is")


def _fact(stage: Stage, file: File, value: Mapping[str, Any]) -> None:
    view = _view(stage, file)
    for name, wanted in value.items():
        _same(name, "not_known" if wanted is None else wanted, view.value(name) or "not_known")


def _turn(stage: Stage, file: File, value: Mapping[str, Any]) -> None:
    for rota, wanted in value.items():
        turn = file.turn(rota)
        _same(f"whose turn on {rota}", wanted, turn.place if turn else "none")


def _fact_was(stage: Stage, file: File, value: Mapping[str, Any]) -> None:
    for name, wanted in value.items():
        _same(f"{name}, one after another", _all(wanted), [spell.value for spell in file.facts.get(name, ())])


# ---- topics, with their own words beside them


def _duties(file: File, name: str) -> list[Duty]:
    return [duty for duty in file.duties if duty.rule == name]


def _duty(stage: Stage, file: File, words: Words) -> None:
    name, item = str(words["duty"]), str(words.get("item", ""))
    found = [d for d in _duties(file, name) if not item or d.item == item]
    if words.get("state") == "none":
        if found:
            raise Unlike(f"no duty '{name}' at all", f"{found[-1].title}: {found[-1].state.value}")
        return
    if not found:
        raise Unlike(f"the duty '{name}'", ", ".join(d.rule for d in file.duties) or "no duties")
    _one_duty(stage, _newest(found), words)


def _newest(found: list[Duty]) -> Duty:
    """The open one that is due first, or else the one opened last."""
    return next((d for d in found if d.open), found[-1])


def _one_duty(stage: Stage, duty: Duty, words: Words) -> None:
    if "state" in words:
        _same(f"'{duty.title}'", words["state"], duty.state.value)
    for word, seen in (
        ("due", duty.due),
        ("start", duty.start),
        ("met", duty.met_at),
        ("recorded", duty.met_recorded),
    ):
        if word in words:
            _is_time(f"'{duty.title}' {word}", words[word], seen, stage.now)
    if "owner" in words:
        _owner(stage, duty, str(words["owner"]))
    if "by" in words:
        _same(f"'{duty.title}' met by", words["by"], duty.met_by)
    for clause in _all(words.get("clause", "none")):
        if clause not in duty.clauses:
            raise Unlike(f"'{duty.title}' to cite {clause}", ", ".join(duty.clauses))


def _owner(stage: Stage, duty: Duty, told: str) -> None:
    """A role, 'role of team', or one person who answers for it now."""
    people = who.people_for(stage.council(), who.Owner(duty.role, duty.of), stage.now)
    if told not in (duty.role, f"{duty.role} of {duty.of}", *people):
        raise Unlike(f"'{duty.title}' owed by {told}", f"{duty.role} of {duty.of} ({', '.join(people)})")


def _debt(stage: Stage, file: File, words: Words) -> None:
    name = str(words["debt"])
    found = [d for d in file.duties if d.debt and d.rule.endswith(f"!{name}")]
    if words.get("state") == "none":
        if found:
            raise Unlike(f"no debt '{name}'", found[-1].state.value)
        return
    if not found:
        raise Unlike(f"a debt '{name}'", ", ".join(d.rule for d in file.duties if d.debt) or "no debts")
    _one_duty(stage, _newest(found), words)


def _climb(stage: Stage, file: File, words: Words) -> None:
    name = str(words["climb"])
    found = [climb for climb in file.climbs if climb.ladder == name]
    if "times" in words:
        _same(f"'{name}' begun", words["times"], len(found))
    if words.get("ended") == "never began":
        _same(f"'{name}'", "never began", "begun" if found else "never began")
        return
    if not found:
        raise Unlike(f"'{name}' to have begun", "it never did")
    if "rung" in words:
        _same(f"'{name}' on rung", words["rung"], found[-1].rung)
    if "start" in words:
        _is_time(f"'{name}' begun", words["start"], found[-1].start, stage.now)
    if "ended" in words:
        ended = words["ended"]
        seen = ("no" if found[-1].end is None else "yes") if ended in ("no", "yes") else found[-1].outcome
        _same(f"'{name}' ended", ended, seen)


def _messages(stage: Stage, file: File, words: Words, told: str) -> int:
    role, _, of = told.partition(" of ")
    about = str(words.get("about", "")).lower()
    return sum(
        isinstance(event, MessageSent)
        and event.to == role
        and of in ("", event.of)
        and about in event.about.lower()
        for event in stage.events(file.ref)
    )


def _told(stage: Stage, file: File, words: Words) -> None:
    for told in _all(words["told"]):
        times = _messages(stage, file, words, told)
        if times == 0 or ("times" in words and times != int(words["times"])):
            raise Unlike(
                f"{told} told '{words.get('about', '')}' {words.get('times', '')}", f"told {times} times"
            )


def _not_told(stage: Stage, file: File, words: Words) -> None:
    for told in _all(words["not_told"]):
        if _messages(stage, file, words, told):
            raise Unlike(f"{told} not told '{words.get('about', '')}'", "they were")


def _done(stage: Stage, file: File, words: Words) -> None:
    found = [
        d
        for d in file.done
        if d.name == words["done"] and ("item" not in words or d.item == str(words["item"]))
    ]
    if "times" in words:
        _same(f"'{words['done']}' done", words["times"], len(found))
        if not found:
            return
    if not found:
        raise Unlike(f"'{words['done']}' to be done", "it was not")
    _one_done(stage, found[-1], words)


def _one_done(stage: Stage, done: Done, words: Words) -> None:
    for word, seen in (("outcome", done.outcome), ("by", done.by), ("role", done.role)):
        if word in words:
            _same(f"'{done.name}' {word}", words[word], seen)
    if "counts" in words:
        _same(f"'{done.name}' counts", str(words["counts"]) in ("True", "yes"), done.counts)
    for word, at in (("happened", done.at), ("recorded", done.recorded)):
        if word in words:
            _is_time(f"'{done.name}' {word}", words[word], at, stage.now)
    for need in _all(words.get("passed_over", "none")):
        if need not in done.passed_over:
            raise Unlike(f"'{need}' passed over", ", ".join(done.passed_over) or "nothing passed over")
    for need in _all(words.get("not_passed_over", "none")):
        if need in done.passed_over:
            raise Unlike(f"'{need}' not passed over", "it was")
    for need, text in dict(words.get("reason", {})).items():
        _same(f"the reason for '{need}'", text, done.reasons.get(need, ""))
    for name, text in dict(words.get("with", {})).items():
        _same(f"'{name}'", text, done.fields.get(name, ""))


def _offered(stage: Stage, file: File, words: Words) -> None:
    now_open = {
        name
        for name, refusal in offered(
            stage.council(), file, str(words["by"]), stage.now, stage.around(file.ref)
        )
        if not _barred(refusal)
    }
    for name in _all(words.get("offered", "none")):
        if name not in now_open:
            raise Unlike(f"'{name}' offered to {words['by']}", ", ".join(sorted(now_open)))
    for name in _all(words.get("not_offered", "none")):
        if name in now_open:
            raise Unlike(f"'{name}' not offered to {words['by']}", "it is")


def _barred(refusal: Any) -> bool:
    """Whether an act is barred as things stand, whatever is filled in."""
    stops = ("not_yours", "not_here", "closed", "already_done", "not_you_again", "unknown")
    return refusal is not None and any(reason.code.value in stops for reason in refusal.reasons)


_PLAIN: dict[str, Callable[[Stage, File, Any], None]] = {
    "holder": _holder, "was_with": _was_with, "worker": _worker, "accountable": _accountable, "joint": _joint,
    "closed": _closed, "moves": _moves, "gap": _gap, "held": _held, "displaced": _displaced, "label": _label, "correction": _correction,
    "refused_times": _refused_times, "turn": _turn, "tray": _tray, "not_in_tray": _not_in_tray, "owes": _owes,
    "owes_not": _owes_not, "fact": _fact, "fact_was": _fact_was,
}  # fmt: skip
_TOPICS: dict[str, Callable[[Stage, File, Words], None]] = {
    "duty": _duty, "debt": _debt, "climb": _climb, "told": _told, "not_told": _not_told, "done": _done,
    "offered": _offered, "not_offered": _offered,
}  # fmt: skip
_DUTY_WORDS = ("state", "due", "start", "met", "recorded", "owner", "by", "item", "clause")
_QUALIFIERS: dict[str, tuple[str, ...]] = {
    "duty": _DUTY_WORDS, "debt": _DUTY_WORDS, "climb": ("rung", "ended", "start", "times"),
    "told": ("about", "times"), "not_told": ("about",), "offered": ("by",), "not_offered": ("by",),
    "done": (
        "outcome", "by", "role", "counts", "times", "happened", "recorded", "passed_over", "not_passed_over",
        "reason", "with", "item",
    ),
}  # fmt: skip
