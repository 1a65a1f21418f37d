"""The form of an act, built from the protocol: its questions, outcomes and choices as fields of the page.

    form = Form(desk, file, "send_step_up", typed, refusal)
    form.fields()       # each a dictionary that `m.field` of macros.jinja takes, with its error beside it

Nothing here knows any act by name. A question that is asked only when another is answered in a certain way
says so, and hides until then where there is JavaScript.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from baton.casework import rewriting, who
from baton.casework import working_time as wt
from baton.casework.file import File
from baton.casework.needing import needs_of
from baton.casework.refusals import Code, Reason, Refusal
from baton.casework.truth import truth
from baton.casework.values import choosable
from baton.casework.view import View
from baton.protocol import conditions as c
from baton.protocol.phrasing import in_words
from baton.protocol.schema import Act, FieldRow, Grade, Happening, Moment, Pick
from baton.protocol.wording import limits
from baton.web import naming, possible, proposing, workers
from baton.web.asking import Desk
from baton.web.typed import Typed, parts_of

Field = dict[str, Any]
WIDGETS = {
    "text": "textarea",
    "line": "text",
    "number": "number",
    "time": "datetime",
    "date": "date",
    "day": "date",
}
MANY = 7
"""From how many choices on a list is shown as one line."""


@dataclass(frozen=True)
class Form:
    """One act's form: what is asked, with what has been typed and what stands in the way."""

    desk: Desk
    file: File
    name: str
    typed: Typed
    refusal: Refusal | None = None
    """Why it cannot be saved as it stands; shown as errors only once somebody has tried (`tried`)."""
    tried: bool = False
    siblings: Sequence[File] = ()
    caseloads: Mapping[str, int] = field(default_factory=dict)
    related: tuple[View, ...] = ()
    """Everybody around the child."""

    @property
    def moment(self) -> Moment:
        """The act or moment."""
        return self.desk.council.protocol.moments[self.name]

    @cached_property
    def view(self) -> View:
        """The file as conditions see it now."""
        return View(self.desk.council, self.file, self.desk.now, related=self.related)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Everything that stands in the way."""
        return self.refusal.reasons if self.refusal else ()

    # ---- parts of the page

    def danger(self) -> Field | None:
        """The first question of an act that protects: is a child in danger now?"""
        rule = self.desk.council.protocol.in_danger
        if not rule or not isinstance(self.moment, Act) or not self.moment.protective:
            return None
        if possible.says_danger(self.desk.council, self.moment):
            return None  # the form has a question of its own that says so
        value = ["yes"] if self.typed.value("danger") == "yes" else []
        option = {"value": "yes", "text": "A child is in danger now", "hint": rule.says}
        return {
            "name": "danger",
            "label": "Danger",
            "type": "checkboxes",
            "value": value,
            "options": [option],
        }

    def outcomes(self) -> Field | None:
        """What came of it: every outcome with its meaning, none chosen beforehand."""
        if not self.moment.outcomes:
            return None
        options = [
            {
                "value": name,
                "text": o.label or o.name,
                "hint": o.means or ("" if o.counts else "Counts as an attempt, not as done."),
            }
            for name, o in self.moment.outcomes.items()
            if o.when is None or truth(o.when, self.view) is not False
        ]
        label = (
            "What came of it?"
            if self.moment.fills or isinstance(self.moment, Happening)
            else self.moment.name
        )
        return self._field("outcome", label, "radios", options, self.typed.value("outcome"), legend_size="m")

    def item(self) -> Field | None:
        """Which day, person, agency or place it is for."""
        kind = self.moment.asks_item
        if kind is None:
            return None
        if kind == "day":
            day = self.typed.item or wt.local(self.desk.now).date().isoformat()
            return self._field(
                "item", "Which day is it for?", "date", (), parts_of(self.typed.parts("item"), day)
            )
        options = self._items(kind)
        if options:
            made = [{"value": "", "text": "Choose"}, *options]
            return self._field("item", f"Which {kind} is it for?", "select", made, self.typed.value("item"))
        return self._field("item", f"Which {kind} is it for?", "text", (), self.typed.value("item"))

    def fields(self) -> list[Field]:
        """The questions of the record, in the protocol's order, with a heading where a section begins."""
        rows = self.typed.rows.items()
        return [made for name, row in rows if (made := self._question(name, row)) is not None]

    def team(self) -> Field | None:
        """Which team the child goes to, where somebody chooses: the teams where the child lives come first."""
        council = self.desk.council
        picks = [
            council.protocol.picks[name]
            for name in possible.chooses_team(council, self.name, self.file.holder)
        ]
        if not picks:
            return None
        home = self.file.child.place if self.file.child else ""
        kinds = dict.fromkeys(pick.of for pick in picks)
        teams = [
            t
            for kind in kinds
            for t in council.of_kind(kind)
            if t.id in council.teams and t.id != self.file.holder
        ]
        teams.sort(key=lambda team: (team.place != home or not home, team.name))
        options = [{"value": "", "text": self._unless_chosen(home, picks)}]
        options += [
            {"value": t.id, "text": t.name + (", where the child lives" if home and t.place == home else "")}
            for t in teams
        ]
        return self._field("team", "Which team?", "select", options, self.typed.value("team"))

    def routes(self) -> Field | None:
        """Which route, where two apply and a person has to choose."""
        asked = any(reason.code is Code.CHOOSE_ROUTE for reason in self.reasons) or self.typed.value("route")
        if not asked:
            return None
        routes = [
            r
            for r in self.desk.council.protocol.routes
            if self.desk.council.team_is(self.file.holder, r.from_)
        ]
        options = [{"value": r.id, "text": r.name} for r in routes]
        return self._field(
            "route", "Two routes apply. Which one?", "radios", options, self.typed.value("route")
        )

    def because(self) -> list[Field]:
        """A box for each reason that is asked for now, or has been given already."""
        asked = {r.field for r in self.reasons if r.code in (Code.REASON_NEEDED, Code.REASON_NOT_YOURS)}
        made = []
        for _, need in needs_of(self.desk.council, self.name):
            if need.grade is Grade.REASON and (need.id in asked or need.id in self.typed.reasons):
                error = self._error(f"r-{need.id}") if self.tried else ""
                by = who.role_words(self.desk.council, need.reason_by)
                hint = need.satisfy or (f"The reason is given by the {by}." if by else "")
                made.append({
                    "name": f"r-{need.id}", "label": f"{need.says} Why go on?", "type": "textarea", "rows": 2,
                    "hint": hint, "error": error, "value": self.typed.value(f"r-{need.id}"), "clauses": need.cites,
                })  # fmt: skip
        if rewriting.WHY in asked or rewriting.WHY in self.typed.reasons:
            name = f"r-{rewriting.WHY}"
            made.append({
                "name": name, "label": "This changes what the record says of the past. Why?", "type": "textarea",
                "rows": 2, "error": self._error(name) if self.tried else "", "value": self.typed.value(name),
            })  # fmt: skip
        return made

    def happened(self) -> Field:
        """When it happened; nothing typed is now."""
        planned = (
            "It has been planned for a time that has not come: give that time."
            if isinstance(self.moment, Happening)
            else ""
        )
        hint = f"Leave this empty if it happened just now. {planned}".strip()
        return self._field(
            "at", "When did it happen?", "datetime", (), self.typed.parts("at"), hint=hint, required=False
        )

    def missing(self) -> list[dict[str, Any]]:
        """Everything that stands in the way, each with its clause and the place on the form that puts it right."""
        own = self.typed.wrong + tuple(
            r for r in self.reasons if r.field not in {w.field for w in self.typed.wrong}
        )
        return [
            {**line, "text": line["says"], "name": "" if line["lines"] else self.place_of(line["reason"])}
            for line in possible.told(own)
        ]

    def place_of(self, reason: Reason) -> str:
        """The name of the field at which a reason is put right; empty where there is none."""
        rows = self.typed.rows
        if reason.code in (Code.REASON_NEEDED, Code.REASON_NOT_YOURS):
            return f"r-{reason.field}"
        if reason.field in rows and (
            reason.rule.startswith("record:")
            or reason.field not in ("at", "team", "item", "outcome", "route")
        ):
            return f"f-{reason.field}"
        if reason.field in ("at", "outcome", "item", "team", "route"):
            return reason.field
        return self._asked_about(reason)

    # ---- how one field is made

    def _asked_about(self, reason: Reason) -> str:
        need = next(
            (n for rule, n in needs_of(self.desk.council, self.name) if rule == reason.rule),
            None,
        )
        names = [n.rpartition(".")[2] for n in sorted(c.names_in(need.need))] if need else []
        found = next((n for n in names if n in self.typed.rows), "")
        if (
            not found
            and isinstance(self.moment, Act)
            and self.moment.allocates
            and any(n in names for n in ("qualified", "active", "in_place", "in_team"))
        ):
            found = self.moment.allocates
        return f"f-{found}" if found else ""

    def _field(
        self, name: str, label: str, kind: str, options: Sequence[Field], value: Any, **more: Any
    ) -> Field:
        error = self._error(name) if self.tried else ""
        return {
            "name": name,
            "label": label,
            "type": kind,
            "options": options,
            "value": value,
            "error": error,
            **more,
        }

    def _error(self, name: str) -> str:
        said = [r.says for r in (*self.typed.wrong, *self.reasons) if self.place_of(r) == name]
        return " ".join(dict.fromkeys(said))

    @cached_property
    def _needed(self) -> frozenset[str]:
        """The questions that the act is refused without, though its record does not require them: never '(optional)'."""
        needs = needs_of(self.desk.council, self.name)
        asked = (need.need for _, need in needs if need.grade is Grade.STOP)
        own = f"{self.moment.fills}."
        return frozenset(
            part.name.removeprefix(own)
            for part in asked
            if isinstance(part, c.Answered) and part.name.startswith(own)
        )

    def _question(self, name: str, row: FieldRow) -> Field | None:
        when, waits = self._asked_when(row)
        if when is False:
            return None
        given: Any = (
            self.typed.parts(f"f-{name}")
            if row.kind in ("time", "date", "day")
            else self.typed.value(f"f-{name}")
        )
        if isinstance(given, dict):
            given = parts_of(given, self.typed.value(f"f-{name}"))
        if row.kind == "choices":
            given = list(self.typed.many.get(f"f-{name}", ()))
        required = row.required or name in self._needed
        made = self._field(
            f"f-{name}", row.label, WIDGETS.get(row.kind, "radios"), (), given, required=required
        )
        dated = limits(row, self.desk.council.protocol)
        said = (row.hint, f"Only if {waits}." if waits else "", f"{_sentence(dated)}." if dated else "")
        hint = " ".join(part for part in said if part)
        made.update(hint=hint, section=row.section, clauses=row.cites, **self._shown_with(row))
        made.update(self._choices(name, row))
        return made

    def _choices(self, name: str, row: FieldRow) -> Field:
        if row.kind == "confirm":
            return {
                "options": [{"value": "yes", "text": "Yes"}, {"value": "no", "text": "No"}],
                "inline": True,
            }
        if row.kind in ("choice", "choices"):
            texts = [
                {"value": v, "text": _sentence(row.words.get(v, v.replace("_", " ")))} for v in row.choices
            ]
            many = row.kind == "choice" and len(texts) >= MANY
            return {"type": "checkboxes" if row.kind == "choices" else "select" if many else "radios",
                    "options": [{"value": "", "text": "Choose"}, *texts] if many else texts}  # fmt: skip
        if row.kind == "person":
            return {
                "type": "select",
                "options": [{"value": "", "text": "Choose a person"}, *self._people(row)],
            }
        if row.kind in ("team", "place"):
            if row.among:
                return {"type": "radios", "options": proposing.teams(self.view, row)}
            able = choosable(self.view, row)
            named = [{"value": one, "text": naming.body(self.desk.council, one)} for one in able]
            return {"type": "select", "options": [{"value": "", "text": f"Choose a {row.kind}"}, *named]}
        return {"rows": 3} if row.kind == "text" else {}

    def _people(self, row: FieldRow) -> list[Field]:
        able = workers.eligible(self.desk, self.file, row.role, row.not_role)
        loads = self.caseloads or None
        found = workers.candidates(self.desk, self.file, able, loads if row.role else None, self.siblings)
        return [{"value": one.id, "text": one.text} for one in found]

    def _asked_when(self, row: FieldRow) -> tuple[bool | None, str]:
        """Whether a question is asked; for one that waits on another answer of this form, what it waits for."""
        if row.if_ is None:
            return True, ""
        names = c.names_in(row.if_)
        if any(self._own(name) for name in names):
            return None, in_words(row.if_, self.desk.council.protocol)
        return truth(row.if_, self.view), ""

    def _own(self, name: str) -> bool:
        return name == "outcome" or bool(self.moment.fills and name.startswith(f"{self.moment.fills}."))

    def _shown_with(self, row: FieldRow) -> Field:
        """Which answer brings the question up, where that is one answer of this form."""
        if not isinstance(row.if_, c.Is) or not self._own(row.if_.name):
            return {}
        name = "outcome" if row.if_.name == "outcome" else f"f-{row.if_.name.partition('.')[2]}"
        return {"shown_with": name, "shown_for": "|".join(row.if_.values)}

    def _items(self, kind: str) -> list[Field]:
        council = self.desk.council
        record = council.protocol.records.get(self.moment.fills or "")
        if kind == "person":
            roles = next(
                (row.role for row in (record.fields if record else {}).values() if row.kind == "person"), ()
            )
            able = workers.eligible(self.desk, self.file, roles)
            return [
                {"value": one.id, "text": one.text} for one in workers.candidates(self.desk, self.file, able)
            ]
        if kind == "place":
            return [{"value": p.id, "text": p.name} for p in council.places.values() if p.active]
        if record and record.lines_of:
            return proposing.lines(self.view, self.moment.fills or "")
        if record and record.asks:
            fact = council.protocol.facts[record.asks]
            return [{"value": v, "text": naming.value(council, record.asks, v)} for v in fact.value_names()]
        return []

    def _unless_chosen(self, home: str, picks: Sequence[Pick]) -> str:
        at_home = [pick for pick in picks if any(step.home for step in pick.steps)]
        teams = [t for pick in at_home for t in self.desk.council.teams_at(home, pick.of)] if home else []
        return f"The team where the child lives: {teams[0].name}" if teams else "Choose a team"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
