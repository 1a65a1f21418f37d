"""The council's procedure clause by clause: our words, the rule in plain English, how often it applied and was
met this quarter, the tests that prove it, and the reading taken where the text is unclear.

The version entry and a map of teams and routes stand above the clauses.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from baton.casework import working_time as wt
from baton.casework.file import Duty, File
from baton.protocol import citing, tracing
from baton.protocol.explaining import explain
from baton.protocol.schema import Clause, Protocol
from baton.records import clause_counts, stores
from baton.records.clause_counts import Applied
from baton.services import filing
from baton.web import clocks, naming, route_map
from baton.web.addresses import act_form
from baton.web.asking import Desk, NoSuchCase, desk_of
from baton.web.doors import SIGNED_IN, open_to

STRENGTHS = {"must": "Must", "should": "Should", "may": "May", "info": "For information"}


@open_to(SIGNED_IN)
def protocol(request: HttpRequest) -> HttpResponse:
    """The reader's own council's."""
    return HttpResponseRedirect(reverse("protocol_of", kwargs={"council": desk_of(request).council.id}))


@open_to(SIGNED_IN)
def protocol_of(request: HttpRequest, council: str) -> HttpResponse:
    """The whole procedure, or the clauses chosen by a filter."""
    desk = desk_of(request)
    if council != desk.council.id:
        raise Http404
    rules = desk.council.protocol
    first, last = _quarter(wt.local(desk.now).date())
    applied = clause_counts.applied(council, _midnight(first), _midnight(last))
    traced = _traced(rules)
    wanted = {name: request.GET.get(name, "") for name in ("strength", "section", "show")}
    clauses = [c for c in rules.clauses if _wanted(c, wanted, traced)]
    said = _said(rules)
    return render(request, "protocol_of.jinja", {
        "title": f"{rules.protocol.name}: the procedure", "council": council, "head": rules.protocol, "wanted": wanted,
        "documents": [_document(d) for d in rules.protocol.documents], "review": _review(desk), "settings": [_setting(row) for row in rules.settings.values()],
        "conflicts": rules.conflicts,
        "clauses": [_clause(rules, c, said, applied, traced) for c in clauses], "total": len(rules.clauses),
        "quarter": f"{wt_day(first)} to {wt_day(wt.local(desk.now).date())}", "uncovered": len(traced.uncovered),
        "sections": [{"value": "", "text": "All"}, *({"value": s, "text": s} for s in dict.fromkeys(c.section for c in rules.clauses))],
        "strengths": [{"value": "", "text": "Any"}, *({"value": k, "text": v} for k, v in STRENGTHS.items())],
        "shows": [{"value": "", "text": "All"}, {"value": "uncovered", "text": "Without a rule or a test"}, {"value": "ours", "text": "With a reading of ours"}],
        "map": route_map.draw(rules), "table": route_map.table(rules), "routes": _routes(rules, applied), "chosen": _chosen(wanted),
    })  # fmt: skip


def _quarter(today: date) -> tuple[date, date]:
    first = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    after = date(first.year + (first.month == 10), (first.month + 2) % 12 + 1, 1)
    return first, after


def wt_day(day: date) -> str:
    """'2 Mar 2026'."""
    return f"{day.day} {day:%b %Y}"


def _midnight(day: date) -> datetime:
    return wt.from_local(datetime(day.year, day.month, day.day))  # noqa: DTZ001 - local, made aware here


@lru_cache(maxsize=8)
def _tests(council: str) -> Mapping[str, Sequence[str]]:
    """The tests of each clause, found once a process; none where Baton runs without its tests."""
    repo = settings.ROOT
    return tracing.find_tests(repo, settings.PROTOCOLS_DIR / council) if (repo / "tests").is_dir() else {}


def _traced(rules: Protocol) -> tracing.Trace:
    return tracing.trace(rules, _tests(rules.protocol.council))


def _said(rules: Protocol) -> dict[str, list[tuple[str, str]]]:
    """What each rule that cites a clause says: {clause: [(path, sentence)]}."""
    by_path = dict(rules.rules())
    return {
        clause: [(path, explain(rules, path, by_path[path])) for path in paths]
        for clause, paths in citing.honouring(rules).items()
    }


def _wanted(clause: Clause, wanted: dict[str, str], traced: tracing.Trace) -> bool:
    if wanted["strength"] and clause.strength != wanted["strength"]:
        return False
    if wanted["section"] and clause.section != wanted["section"]:
        return False
    if wanted["show"] == "uncovered":
        return clause.id in traced.uncovered
    return wanted["show"] != "ours" or (clause.reading is not None and clause.reading.status == "ours")


def _chosen(wanted: dict[str, str]) -> list[dict[str, str]]:
    return [
        {"text": value, "href": "?" + urlencode({k: v for k, v in wanted.items() if v and k != name})}
        for name, value in wanted.items()
        if value
    ]


def _clause(
    rules: Protocol, clause: Clause, said: Mapping[str, list[tuple[str, str]]], applied: Mapping[str, Applied],
    traced: tracing.Trace,
) -> dict[str, Any]:  # fmt: skip
    row = next((one for one in traced.clauses if one.id == clause.id), None)
    paths = said.get(clause.id, [])
    return {
        "id": clause.id, "section": clause.section, "document": clause.document, "strength": STRENGTHS[clause.strength],
        "binding": clause.strength in citing.BINDING, "when": clause.when, "does": clause.does, "within": clause.within,
        "who": ", ".join(_who(rules, name) for name in clause.who),
        "rules": [{"path": path, "text": text} for path, text in _apart(paths)],
        "applied": _in_words([path for path, _ in paths], applied), "reading": clause.reading,
        "tests": [{"name": _test_name(t), "full": t} for t in (row.tests if row else ())],
        "uncovered": clause.id in traced.uncovered, "why_no_rule": traced.guidance_only.get(clause.id, ""),
    }  # fmt: skip


def _who(rules: Protocol, name: str) -> str:
    found = rules.roles.get(name) or rules.teams.get(name)
    return found.name if found else name.replace("_", " ")


def _apart(paths: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The sentences, each once."""
    seen: dict[str, str] = {}
    for path, text in paths:
        seen.setdefault(text, path)
    return [(path, text) for text, path in seen.items()]


def _test_name(full: str) -> str:
    return full.rpartition("::")[2].removeprefix("test_").replace("_", " ")


def _in_words(paths: Sequence[str], applied: Mapping[str, Applied]) -> str:
    """How often the rules at these paths applied, and were met in time."""
    duties, acts, moves = Applied(), Applied(), Applied()
    for path in dict.fromkeys(p.partition(".")[0] for p in paths):
        room, _, name = path.partition(":")
        if room == "clock":
            duties += applied.get(f"duty:{name}", Applied())
        elif room == "ladder":
            duties += sum((a for key, a in applied.items() if key.startswith(f"duty:{name}/")), Applied())
        elif room in ("act", "moment"):
            acts += applied.get(f"act:{name}", Applied())
        elif room == "route":
            moves += applied.get(f"route:{name}", Applied())
    parts = []
    if duties.times:
        open_ = duties.times - duties.met - duties.late
        rest = f", {open_} still running" if open_ else ""
        parts.append(f"owed {_times(duties.times)}: {duties.met} in time, {duties.late} late{rest}")
    if acts.times:
        parts.append(f"done {_times(acts.times)}")
    if moves.times:
        parts.append(f"moved a child {_times(moves.times)}")
    return "; ".join(parts)


def _times(n: int) -> str:
    return "once" if n == 1 else f"{n} times"


def _document(document: Any) -> dict[str, Any]:
    return {
        "title": document.title, "id": document.id, "dated": wt_day(document.dated) if document.dated else "no date", "authors": document.authors,
        "draft": document.draft, "confirmed": document.confirmed, "issued_for": document.issued_for, "revised": wt_day(document.revised) if document.revised else "",
    }  # fmt: skip


def _setting(row: Any) -> dict[str, Any]:
    """What the council sets itself, since when, and what it was before."""
    return {
        "meaning": row.meaning, "value": row.value, "since": wt_day(row.since) if row.since else "", "clauses": row.cites,
        "before": [{"value": one.value, "until": wt_day(one.until)} for one in row.before],
    }  # fmt: skip


def _review(desk: Desk) -> list[dict[str, Any]]:
    """What the council itself owes by the procedure, such as its next review, with how that was worked out."""
    try:
        file = stores.load(filing.reference(desk.council.id, "council")).file
    except NoSuchCase:
        return []
    return [
        {
            "title": d.title, "clock": clocks.of_duty(desk.now, d), "why": d.why, "clauses": d.clauses,
            "who": naming.owner(desk.council, d.role, d.of), "href": act_form(file.ref, d.act, next="/protocol/") if d.act else "",
            "label": naming.act_label(desk.council, d.act) if d.act else "", "due": clocks.words_for(d.due) if d.due else "",
            "moved": _moved(desk, file, d), "last": _last(desk, file, d),
        }
        for d in file.duties
        if d.open
    ]  # fmt: skip


def _moved(desk: Desk, file: File, duty: Duty) -> str:
    """That the date was changed by somebody, and from what; empty where it stands as it was worked out."""
    if not duty.first_due or duty.first_due == duty.due:
        return ""
    acts = {name for name, act in desk.council.protocol.acts.items() if act.extends == duty.rule}
    done = next((d for d in reversed(file.done) if d.name in acts), None)
    by = (
        f" by {naming.person(desk.council, done.by)}, {clocks.moment(desk.now, done.recorded)}"
        if done
        else ""
    )
    return f"changed{by}: {duty.why}; it had been worked out as {clocks.words_for(duty.first_due)}"


def _last(desk: Desk, file: File, duty: Duty) -> str:
    """When it was last done, by whom, and what was written."""
    done = next((d for d in reversed(file.done) if d.name == duty.act and d.counts), None)
    if done is None:
        return "It has not been done before."
    moment = desk.council.protocol.moments[done.name]
    shown = moment.fills and moment.fills not in desk.closed(file)
    rows = desk.council.protocol.records[moment.fills or ""].fields if shown else {}
    said = [
        f"{r.label}: {naming.answer(desk.council, r, done.fields[f])}"
        for f, r in rows.items()
        if done.fields.get(f)
    ]
    recorded = f"recorded by {naming.person(desk.council, done.by)}"
    return f"Last done {clocks.words_for(done.at)}, {recorded}. {'. '.join(said)}".strip()


def _routes(rules: Protocol, applied: Mapping[str, Applied]) -> list[dict[str, Any]]:
    return [
        {
            "name": route.name, "from": " or ".join(rules.teams[t].name if t in rules.teams else t for t in route.from_),
            "to": route_map.end_of(rules, route), "says": explain(rules, f"route:{route.id}", route), "clauses": route.cites,
            "times": applied.get(f"route:{route.id}", Applied()).times,
        }
        for route in rules.routes
    ]  # fmt: skip
