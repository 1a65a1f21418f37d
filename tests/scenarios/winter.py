"""A winter in Portsmouth, told through services one line at a time: what the tests of its scorecards count by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

from baton.casework import working_time as wt
from baton.services import contacts, councils, present, reporting, scorecards
from baton.services.reporting import Result
from tests.scenarios import seen_pages

DANGER = "A child is being hurt now"
LEADERS = {"north": "north_service_leader", "south": "south_service_leader"}
CLOSERS = {"north": "north_team_leader", "south": "south_manager"}
WORKERS = {"north": "north_worker", "south": "south_worker"}
Numbers = dict[str, dict[str, Any]]


class Winter(seen_pages.Town):
    """Portsmouth's stage, where each line says when something is done."""

    council = "portsmouth"

    def at(self, text: str) -> None:
        """The clock moves on, and the sweep runs: 'Mon 1 Dec 2025 09:00'."""
        day, _, rest = text.partition(" ")
        moment = wt.parse_local(rest)
        assert f"{wt.local(moment):%a}" == day, text
        self.stage.move_to(moment)

    def now(self) -> Any:
        """The clock stands where the winter has come to."""
        return present.stopped_at(self.stage.now)

    def calls(
        self,
        at: str,
        *names: str,
        place: str = "north",
        source: str = "School",
        again: str = "",
        reason: str = "",
        born: date | None = None,
    ) -> None:
        """A contact about children; `again` is a child of an earlier one."""
        self.at(at)
        known = self.stage.file(self.refs[again]).child if again else None
        said = [
            {"name": name, "place": place, "ref": known.ref if known else "", "born": born} for name in names
        ]
        with present.stopped_at(self.stage.now):
            logged = contacts.log_contact(
                council=self.council, children=said, by="mash_manager", received_at=self.stage.now, source=source, reason=reason
            )  # fmt: skip
        self.refs.update(zip(names, logged.case_refs, strict=True))

    def does(self, child: str, by: str, act: str, outcome: str = "", **more: Any) -> None:
        """Somebody does an act of a child; what is left over are its answers."""
        apart = {
            "danger": "",
            "reasons": {},
            "item": "",
            "at": None,
            "team": "",
            "route": "",
            "planned": False,
            "transcribed": "",
        }
        said = {name: more.pop(name, plain) for name, plain in apart.items()}
        words = {
            "act": act,
            "by": by,
            "outcome": outcome,
            "fields": {name: str(value) for name, value in more.items()},
            **said,
        }
        refused = self.stage.do([self.refs[child]], words)
        assert refused is None, f"{child}, {act}: {[reason.says for reason in refused.reasons]}"

    def learns(self, at: str, child: str, place: str, fact: str, value: str) -> None:
        """A locality's worker writes down what a child's plan or legal status now is."""
        self.at(at)
        refused = self.stage.learn(self.refs[child], fact, value, WORKERS[place])
        assert refused is None, f"{child}, {fact}: {[reason.says for reason in refused.reasons]}"

    def comes(self, at: str, child: str, place: str = "north", again: str = "") -> None:
        """A child comes to a locality's social care team for an assessment."""
        self.calls(at, child, place=place, again=again)
        self.does(child, "senior", "decide", "s17_assessment", danger=DANGER)

    def named(self, at: str, child: str, place: str = "north", worker: str = "") -> None:
        """The locality's leader names a child's worker."""
        self.at(at)
        why = {"caseload": "The family knows this worker"}
        self.does(child, LEADERS[place], "allocate", worker=worker or WORKERS[place], reasons=why)

    def closes(self, at: str, child: str, place: str = "north") -> None:
        """Social care closes a child's case."""
        self.at(at)
        self.does(child, CLOSERS[place], "close_social_care", why="The family needs no social worker now")

    def card(self, name: str, start: date, end: date, **more: Any) -> Result:
        """A scorecard for some days, as it is read at the end of it all."""
        return reporting.run(councils.council(self.council), name, start, end, now=self.stage.now, **more)

    def numbers(self, name: str, start: date, end: date, **more: Any) -> Numbers:
        """{line: {group: number}} of whatever is more than nothing, the whole city as 'whole'."""
        found: Numbers = {}
        for group in self.card(name, start, end, **more).groups:
            for figure in group.figures:
                if figure.value:
                    found.setdefault(figure.measure, {})["whole" if group.whole else group.key] = figure.value
        return found

    def listed(self, name: str, days: tuple[date, date], measure: str, group: str | None = None) -> list[str]:
        """The children behind one number."""
        council = councils.council(self.council)
        line = scorecards.of_line(council, council.protocol.reports[name], measure)
        found = scorecards.listed(council, line, days, self.stage.now, measure, group)
        headings = [column.heading for column in line.columns]
        return [row.cells[headings.index("Child")] for row in found]


def cited_lines(card: str) -> set[str]:
    """The lines of a scorecard that a clause asks for."""
    return {
        name for name, line in councils.protocol(Winter.council).reports[card].lines.items() if line.cites
    }
