"""Explaining: a plain-English sentence for every rule, made from its data and never written beside it.

Example: `explain(protocol, "route:step_up", rule)` says "A child moves from MASSH to the footprint team ...".
The protocol page, the guide, `baton protocol show` and refusals all use these sentences.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from baton.protocol import schema as s
from baton.protocol.conditions import Not, names_in
from baton.protocol.phrasing import in_words
from baton.protocol.wording import (
    joined,
    length_words,
    limits,
    lowered,
    name_words,
    plain,
    role_words,
    roles_words,
    team_words,
    value_words,
)

GRADES = {
    s.Grade.STOP: "refused without",
    s.Grade.REASON: "needs a recorded reason without",
    s.Grade.OWE: "becomes a debt",
    s.Grade.ASK: "is asked",
}
SENTENCE_BEGINS = re.compile(r"(?<=[\w)'][.!?] )(?<!e\.g\. )(?<!i\.e\. )[a-z]")
"""Where a sentence follows another; what was put together may begin with a small letter."""
RECORDS = {
    "told": "note of who was told", "person": "form naming a person", "consent": "record of consent",
    "closure": "closing record",
}  # fmt: skip
ONCE = {"move": "once in a move", "stay": "once in a stay", "ever": "once only", "item": "once for each"}


def explain(protocol: s.Protocol, path: str, rule: s.Rule) -> str:
    """What the rule at a path says, in one or two sentences."""
    for kind, say in _SAID.items():
        if isinstance(rule, kind):
            made = SENTENCE_BEGINS.sub(_capital, " ".join(str(say(protocol, path, rule)).split()))
            local = f" This is local: {lowered(rule.local)}" if rule.local else ""
            return _sentence(made) + _sentence(local)
    return _sentence(rule.says or plain(path))


def _capital(found: re.Match[str]) -> str:
    return found.group().upper()


def _sentence(text: str) -> str:
    text = text.rstrip()
    if not text:
        return ""
    start = 1 if text[0] == " " else 0
    ended = text if text.endswith((".", "!", "?")) else text + "."
    return ended[:start] + ended[start : start + 1].upper() + ended[start + 1 :]


def _if(protocol: s.Protocol, condition: Any, word: str = "when") -> str:
    return f" {word} {in_words(condition, protocol)}" if condition is not None else ""


def _route(p: s.Protocol, path: str, rule: s.Route) -> str:
    start = joined((team_words(team, p) for team in rule.from_), "or")
    doers = {str(role): role for name in _acts(p, rule) for role in p.acts[name].by}
    decided = f"; decided by {roles_words(doers.values(), p)}" if doers else ""
    over = (
        f". It displaces {joined((f'{p.route[r].name!r}' for r in rule.over if r in p.route), 'and')}"
        if rule.over
        else ""
    )
    because = f": {lowered(rule.because or '').rstrip('.')}" if rule.because else ""
    depart = f". {roles_words(rule.depart, p)} may go outside it, with a reason" if rule.depart else ""
    named = f". {name_words(rule.worker_field, p)} is then the child's worker" if rule.worker_field else ""
    again = ". Their worker there is the child's worker again" if rule.previous_worker else ""
    same = ". It stays the same move, and no clock starts again" if rule.same_move else ""
    when = _if(p, rule.when) + (_if(p, rule.decided, ", and" if rule.when is not None else "when"))
    return f"Goes from {start} to {team_words(rule.to, p)}{when}, once {in_words(rule.at, p)}{decided}{over}{because}{named}{again}{same}{depart}".replace(
        " , ", ", "
    )


def _acts(p: s.Protocol, rule: s.Route) -> list[str]:
    names = sorted(names_in(rule.decided) if rule.decided is not None else names_in(rule.at))
    return [name for name in names if name in p.acts]


def _act(p: s.Protocol, path: str, rule: s.Act) -> str:
    barred = (
        f", but not by whoever did {joined((name_words(n, p) for n in rule.not_by), 'or')}"
        if rule.not_by
        else ""
    )
    once = f", {ONCE[rule.once]}" if rule.once else ""
    closes = f" It closes the {rule.closes}." if rule.closes else ""
    opens = f" It starts '{p.ladders[rule.opens].name}'." if rule.opens in p.ladders else ""
    says = f" {_sentence(rule.says)}" if rule.says else ""
    return f"'{rule.name}' is done by {roles_words(rule.by, p)}{barred}{_if(p, rule.when)}{once}.{closes}{opens}{says}"


def _happening(p: s.Protocol, path: str, rule: s.Happening) -> str:
    outcomes = joined((f"'{outcome.name}'" for outcome in rule.outcomes.values()), "or")
    came = f", with what came of it: {outcomes}" if outcomes else ""
    came += f"; it is {limits(rule, p)}" if limits(rule, p) else ""
    return (
        f"'{rule.name}' is something that happens: it is recorded, and never refused{came}. {rule.says or ''}"
    )


def _need(p: s.Protocol, path: str, rule: s.Need) -> str:
    where = f"where {in_words(rule.if_, p)}, " if rule.if_ is not None else ""
    needed = in_words(rule.need, p)
    unless = "" if needed == "never" else f" unless {needed}"
    if isinstance(rule.need, Not) and unless:
        unless = f" if {in_words(rule.need.part, p)}"
    unless = unless.replace(" unless it is not so that ", " if ", 1)
    if rule.grade is s.Grade.STOP:
        return f"{where}it is refused{unless}. {rule.says}"
    if rule.grade is s.Grade.REASON:
        whose = f" from {roles_words(rule.reason_by, p)}" if rule.reason_by else ""
        return f"{where}it needs a recorded reason{whose}{unless}. {rule.says}"
    if rule.grade is s.Grade.OWE:
        owner = role_words(rule.owed_by, p) if rule.owed_by else "whoever did it"
        within = length_words(rule.within if rule.within != "not_stated" else rule.look_again or "1 day", p)
        but = f"{unless}," if unless else ""
        return f"{where}it goes ahead, and{but} it becomes a debt of {owner}, within {within}. {rule.says}"
    asked = "what is said" if needed == "never" else f"whether {needed}"
    return f"{where}it is asked {asked}, and may be passed over. {rule.says}"


def _hold(p: s.Protocol, path: str, rule: s.Hold) -> str:
    where = joined((team_words(team, p) for team in rule.at), "or")
    apart = (
        f", except by {joined((f'{p.route[r].name!r}' for r in rule.except_ if r in p.route), 'or')}"
        if rule.except_
        else ""
    )
    return f"The child does not leave {where} while {in_words(rule.while_, p)}{apart}. {rule.says or ''}"


def _join(p: s.Protocol, path: str, rule: s.Join) -> str:
    return f"{team_words(rule.team, p)} works jointly ({rule.as_}) while {in_words(rule.while_, p)}; responsibility does not move"


def _gap(p: s.Protocol, path: str, rule: s.Gap) -> str:
    where = f" with {joined((team_words(team, p) for team in rule.at), 'or')}" if rule.at else ""
    when = in_words(rule.when, p)
    said = (
        "where no route or hold applies" if when == "always" else f"when {when}, and no route or hold applies"
    )
    over = joined((f"{p.route[r].name!r}" for r in rule.over if r in p.route), "and")
    not_then = f" It displaces {over}." if over else ""
    return f"For a child{where}, {said}: {roles_words(rule.decide, p)} decides.{not_then} {rule.says or ''}"


def _duty(p: s.Protocol, path: str, rule: s.Duty) -> str:
    made = f"{role_words(rule.who, p)} sees to it that {in_words(rule.must, p)}"
    made += _clock(p, rule)
    made += _if(p, rule.while_, ", while").replace(" ,", ",") + _if(p, rule.if_, ", where").replace(" ,", ",")
    made += f", {_every(rule.every)}" if rule.every else ""
    made += f". It is due by the time given in {name_words(rule.by_field, p)}" if rule.by_field else ""
    if rule.within == "not_stated":
        made += f". The procedure gives no time, so it is looked at again after {length_words(rule.look_again or '', p)}"
    if rule.by_age:
        ahead = length_words(rule.ahead or "at_once", p)
        made += f". It is due before the birthday at {rule.by_age}, and is shown {ahead} ahead"
    counted = joined((name_words(name, p) for name in rule.counts_from), "or")
    made += f". It is counted from {counted}" if counted else ""
    made += f", or from the day that {name_words(rule.moved_by, p)} says" if rule.moved_by else ""
    made += f". {_told(p, rule.tell)} as soon as it is owed" if rule.tell else ""
    made += f". When it is late, {_told(p, rule.late.tell)}" if rule.late.tell else ""
    made += f". If late, '{p.ladders[rule.late.ladder].name}' begins" if rule.late.ladder in p.ladders else ""
    return made


def _clock(p: s.Protocol, rule: s.Duty) -> str:
    """How long there is, and after what: ', within 2 working hours of 'Send''."""
    starts = joined((_trigger(p, trigger) for trigger in rule.from_), "or")
    if not rule.within or rule.within == "not_stated":
        return f", after {starts}" if starts else ""
    if rule.within == "at_once":
        return f", at once{f' after {starts}' if starts else ''}"
    length = length_words(rule.within, p)
    if length.startswith("0 "):
        return f", on the same day{f' as {starts}' if starts else ''}"
    return f", within {length}{f' of {starts}' if starts else ''}"


def _every(length: str) -> str:
    """'every day' for every 1 day."""
    many, _, unit = length.partition(" ")
    return f"every {unit.removesuffix('s')}" if many == "1" else f"every {length}"


def _told(p: s.Protocol, roles: Sequence[s.RoleOf], also: Sequence[str] = ()) -> str:
    """'the team leader is told'; of several, 'are'."""
    whom = joined([roles_words(roles, p, word="and")] * bool(roles) + list(also), "and")
    return f"{whom} {'are' if len({*roles, *also}) > 1 else 'is'} told"


def _rota(p: s.Protocol, path: str, rule: s.Rota) -> str:
    among = p.places[rule.among].plural or rule.among if rule.among in p.places else plain(rule.among)
    of = f" linked with each {p.places[rule.of].name}" if rule.of in p.places else ""
    firsts = joined((name_words(name, p) for name in rule.at_first), "or")
    return f"'{rule.name}': the {among}{of} take turns of {length_words(rule.turn, p)}; the first {firsts} fixes whose turn it is"


def _pick(p: s.Protocol, path: str, rule: s.Pick) -> str:
    steps = "; or else ".join(_step(p, step) for step in rule.steps)
    of = p.teams[rule.of].name if rule.of in p.teams else plain(rule.of)
    return f"which team, of {of}: {steps}. {rule.says or ''}"


def _step(p: s.Protocol, step: s.PickStep) -> str:
    ways = {
        "the one of the place where the child lives": step.home,
        "one of the place where the child is": step.same_place,
        "the one that had the child before": step.previous_team,
        "the one of the worker whom the child had before": step.previous_worker,
        "the one that has a brother or sister": step.siblings_team,
    }
    said = [words for words, holds in ways.items() if holds]
    if step.chosen_by:
        where = {"home": " in the place where the child lives", "same_place": " in the same place"}
        said.append(f"the one that {roles_words(step.chosen_by, p)} chooses{where.get(step.among or '', '')}")
    rota = p.rotas.get(step.rota or "")
    said += [f"the one of the place whose turn it is on the {lowered(rota.name)}"] if rota else []
    said += [team_words(step.team, p)] if step.team else []
    said += [f"the one named in {name_words(step.field, p)}"] if step.field else []
    return f"{joined(said, 'and') or 'the first by name'}{_if(p, step.if_)}"


def _trigger(p: s.Protocol, trigger: s.Trigger) -> str:
    known = p.route[trigger.name].name if trigger.name in p.route else ""
    name = (
        "the opening of the case"
        if trigger.name == "opened"
        else "move of the child"
        if trigger.name == "moved"
        else f"'{known}'"
        if known
        else name_words(trigger.name, p)
    )
    which = {"first": "", "each": "each ", "planned": "the time planned for "}[trigger.which]
    return which + name


def _ladder(p: s.Protocol, path: str, rule: s.Ladder) -> str:
    steps = [f"{roles_words(rung.who, p, word='and')} ({_within(p, rung.within)})" for rung in rule.rungs]
    whole = f", all within {length_words(rule.whole, p)}" if rule.whole else ""
    return f"'{rule.name}' goes to {', then '.join(steps)}{whole}; it ends when {in_words(rule.ends, p)}. {rule.meanwhile}"


def _within(p: s.Protocol, words: str) -> str:
    said = length_words(words, p)
    return said if words in ("at_once", "not_stated") else f"within {said}"


def _rung(p: s.Protocol, path: str, rule: s.Rung) -> str:
    up = _if(p, rule.up, "; it goes up when") + (
        "; it goes up when its time is past" if rule.up_on_time else ""
    )
    return f"{roles_words(rule.who, p, word='and')}: {rule.says.rstrip('.')}, {_within(p, rule.within)}{up.replace(' ;', ';')}"


def _fact(p: s.Protocol, path: str, rule: s.Fact) -> str:
    name = f"'{rule.name or plain(path.partition(':')[2]).capitalize()}'"
    if rule.is_ is not None:
        return f"{name} is worked out: yes when {in_words(rule.is_, p)}. {rule.says or ''}"
    if rule.first_of:
        lines = "; ".join(_choice(p, path, choice) for choice in rule.first_of)
        return f"{name} is worked out, as the first of these that holds: {lines}. {rule.says or ''}"
    if rule.begins is not None and rule.ends is not None:
        return f"{name} begins when {in_words(rule.begins, p)}, and lasts until {in_words(rule.ends, p)}. {rule.says or ''}"
    kept = " Its history is kept." if rule.spells else ""
    if rule.number:
        return f"{name} is a number.{kept} {rule.says or ''}"
    words = [rule.words.get(value, plain(value)) for value in rule.value_names()]
    listed = "; ".join(words) if any("," in word or " or " in word for word in words) else joined(words, "or")
    can = "can be any of these" if rule.set_of else "can be"
    return f"{name} {can}: {listed}.{kept} {rule.says or ''}"


def _choice(p: s.Protocol, path: str, choice: Any) -> str:
    value = value_words(path.partition(":")[2], choice.value, p)
    when = in_words(choice.when, p)
    return f"{value} otherwise" if when == "always" else f"{value} when {when}"


def _field(p: s.Protocol, path: str, rule: s.FieldRow) -> str:
    must = "must be answered" if rule.required else "may be answered"
    dated = limits(rule, p)
    return f"'{rule.label}' {must}{_if(p, rule.if_)}{', ' + dated if dated else ''}"


def _record(p: s.Protocol, path: str, rule: s.Record) -> str:
    by = f", filled in by {roles_words(rule.filled_by, p)}" if rule.filled_by else ""
    asked = f"{len(rule.fields)} question{'' if len(rule.fields) == 1 else 's'}"
    kind = RECORDS.get(rule.kind, rule.kind)
    return f"'{rule.name}' is {'an' if kind[0] in 'aeio' else 'a'} {kind} with {asked}{by}. {rule.says or ''}"


def _permit(p: s.Protocol, path: str, rule: s.Permit) -> str:
    acts = joined((name_words(name, p) for name in rule.may), "and")
    return f"{roles_words(rule.who, p)} may also do {acts} while {in_words(rule.while_, p)}"


def _always(p: s.Protocol, path: str, rule: s.Always) -> str:
    return f"every act of {joined((plain(word) for word in rule.on), 'or')} has {len(rule.needs)} needs of its own. {rule.says or ''}"


def _tell(p: s.Protocol, path: str, rule: s.Tell) -> str:
    where = f"where {in_words(rule.if_, p)}, " if rule.if_ is not None else ""
    named = [f"whoever is named in {name_words(rule.to_field, p)}"] if rule.to_field else []
    return f"{where}{_told(p, rule.to, [*named, *(plain(word) for word in rule.also)])}: {rule.about}"


def _danger(p: s.Protocol, path: str, rule: s.InDanger) -> str:
    within = length_words(rule.within, p)
    also = f", or {in_words(rule.when, p)}" if rule.when is not None else ""
    return f"where danger is stated at a protective act{also}, what it would be refused without becomes a debt within {within}. {rule.says or ''}"


def _team(p: s.Protocol, path: str, rule: s.Team) -> str:
    each = f", one for each {p.places[rule.one_for_each].name}" if rule.one_for_each in p.places else ""
    owner = (
        f"; until a worker is named, {role_words(rule.unallocated, p)} answers for a child there"
        if rule.unallocated
        else ""
    )
    return f"{rule.name} can hold a child{each}{owner}. {rule.says or rule.about}"


def _label(p: s.Protocol, path: str, rule: s.Label) -> str:
    when = in_words(rule.when, p)
    days = f", with the days since {name_words(rule.days_since, p)}" if rule.days_since else ""
    return f"shown as '{rule.name}' {'otherwise' if when == 'always' else 'when ' + when}{days}"


def _impossible(p: s.Protocol, path: str, rule: s.Impossible) -> str:
    return f"it cannot be that {in_words(rule.when, p)}. {rule.says or ''}"


def _setting(p: s.Protocol, path: str, rule: s.SettingRow) -> str:
    return f"{rule.meaning.rstrip('.')}: {rule.value} (set by the council)"


def _named(p: s.Protocol, path: str, rule: Any) -> str:
    said = rule.says or getattr(rule, "shows", "") or getattr(rule, "text", "") or getattr(rule, "note", "")
    name = getattr(rule, "name", "") or plain(path.partition(":")[2])
    return f"{name}: {said}" if said else str(name)


_SAID: dict[type[s.Rule], Callable[[s.Protocol, str, Any], str]] = {
    s.Route: _route, s.Act: _act, s.Happening: _happening, s.Need: _need, s.Hold: _hold, s.Join: _join,
    s.Gap: _gap, s.Duty: _duty, s.Ladder: _ladder, s.Rung: _rung, s.Fact: _fact, s.FieldRow: _field,
    s.Record: _record, s.Permit: _permit, s.Always: _always, s.Tell: _tell, s.InDanger: _danger, s.Team: _team,
    s.Label: _label, s.SettingRow: _setting, s.Rota: _rota, s.Impossible: _impossible, s.Pick: _pick, s.Rule: _named,
}  # fmt: skip
