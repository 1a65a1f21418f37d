"""What the API gives, as pydantic models. Every time is UTC; beside a due time stand its words.

Example: a Clock says what is owed, by whom, by when, '24 minutes left', and under which clauses.
"""

from datetime import date, datetime
from typing import Any

from ninja import Schema


class Reason(Schema):
    """One thing that stands in the way."""

    code: str
    rule: str
    clauses: list[str]
    draft_clauses: list[str] = []
    says: str
    needs: str
    field: str


class Problem(Schema):
    """Every answer that is not what was asked for (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    refusals: list[Reason]
    reference: str | None = None


class Named(Schema):
    """Something with an id and a name that people know it by."""

    id: str
    name: str


class Owner(Schema):
    """Who owes something: a role of a team or place, or a person; and who that is now."""

    role: str
    of: str
    name: str
    people: list[Named]


class ClockLine(Schema):
    """Something owed by a time, in a list."""

    case: str
    key: str
    rule: str
    title: str
    state: str
    owner: Owner
    start: datetime
    due: datetime | None
    due_words: str
    left: str
    warn: datetime | None
    item: str
    act: str
    safety: bool
    debt: bool
    why: str
    clauses: list[str]
    draft_clauses: list[str] = []


class Clock(ClockLine):
    """Something owed by a time, with how it ended."""

    first_due: datetime | None
    met_at: datetime | None
    met_by: str
    version: str


class ChildOut(Schema):
    """Whom a case is about."""

    ref: str
    name: str
    born: date | None
    due: date | None
    age_at_contact: int | None
    number: str
    place: str


class OtherCase(Schema):
    """Another case of the same child: an earlier time with us, or one that is open beside this."""

    ref: str
    contact: str
    opened: datetime
    closed: datetime | None
    stay: int


class Way(Schema):
    """A route from where a child is: open, held, displaced, or lacking something; with why, in a sentence."""

    route: str
    name: str
    to: str
    standing: str
    says: str
    clauses: list[str]
    draft_clauses: list[str] = []


class Kin(Schema):
    """Another case around this one, by what that person is to this child."""

    ref: str
    relation: str


class Turn(Schema):
    """Whose turn it was on a rota, fixed for one move."""

    rota: str
    place: str
    move: int
    at: datetime
    why: str


class Case(Schema):
    """Where a case stands. `stay` is which time this is that the child is open to the council."""

    ref: str
    council: str
    about: str
    subject: str
    contact: str
    version: int
    protocol_version: str
    state: str
    label: str
    opened: datetime | None
    closed: datetime | None
    child: ChildOut | None
    responsible_team: Named | None
    accountable: Owner | None
    joint_teams: list[Named]
    worker: Named | None
    facts: dict[str, str]
    clocks: list[Clock]
    climbs: list[dict[str, Any]]
    stay: int
    other_cases: list[OtherCase]
    """Newest first."""
    ways: list[Way]
    """The routes from here, those open first."""
    family: list[Kin]
    turns: list[Turn]


class Offered(Schema):
    """One act: whether you may do it now, and if not, everything that stands in the way."""

    name: str
    title: str
    label: str
    possible: bool
    outcomes: list[Named]
    fields: list[dict[str, Any]]
    asks_item: str
    protective: bool
    clauses: list[str]
    draft_clauses: list[str] = []
    asks: list[Reason]
    """What you would give in the same request: an outcome, answers, a team, a reason."""
    refusals: list[Reason]
    """What stands in the way."""


class Offers(Schema):
    """Every act of this kind of file, for you, now."""

    case: str
    version: int
    at: datetime
    actions: list[Offered]


class EventOut(Schema):
    """Something that happened, with its sentence."""

    kind: str
    at: datetime
    says: str
    values: dict[str, Any]


class ActDone(Schema):
    """What an act made of the case."""

    case: str
    version: int
    events: list[EventOut]


class Entry(EventOut):
    """An entry of a chronology."""

    number: int
    by: str
    by_name: str
    version: int


class Chronology(Schema):
    """Everything that happened in a case, oldest first."""

    case: str
    version: int
    entries: list[Entry]
    more: bool


class ContactMade(Schema):
    """What the caller can be told."""

    ref: str
    cases: list[str]
    children: list[str]


class ContactOut(Schema):
    """A contact as it was logged."""

    ref: str
    received: datetime
    recorded: datetime
    source: str
    reason: str
    story: str
    caller: dict[str, str]
    consent: str
    immediate_danger: bool
    answers: dict[str, str]
    by: str
    cases: list[str]


class TrayNamed(Schema):
    """A tray that you may see."""

    key: str
    name: str
    waiting: int
    overdue: int


class TrayRow(Schema):
    """A child waiting in a tray."""

    case: str
    child: str
    siblings: list[str]
    team: Named
    worker: Named | None
    label: str
    rank: int
    received: datetime | None
    sent_by: str
    sent_at: datetime | None
    next_due: datetime | None
    due_words: str
    left: str
    clocks: list[ClockLine]


class TrayOut(Schema):
    """A page of a tray, most urgent first. The counts stop at 1,001."""

    key: str
    name: str
    waiting: int
    overdue: int
    unallocated: int
    urgent: int
    rows: list[TrayRow]
    more: str
    """Give it as `after` for the next page; empty on the last."""


class ClocksOut(Schema):
    """Open clocks, soonest first."""

    at: datetime
    clocks: list[ClockLine]
    more: bool


class ClauseOut(Schema):
    """One statement of the written procedure, in our words."""

    id: str
    document: str
    section: str
    kind: str
    strength: str
    does: str
    when: str
    shown_by: str
    reading: dict[str, Any] | None
    rules: list[str]
    draft: bool = False


class ProtocolOut(Schema):
    """A council's protocol in force."""

    council: str
    name: str
    version: str
    in_force_from: date
    intake: str
    documents: list[dict[str, Any]]
    teams: list[Named]
    roles: list[Named]
    acts: list[dict[str, Any]]
    routes: list[dict[str, Any]]
    duties: list[dict[str, Any]]
    settings: dict[str, dict[str, Any]]


class ReportNamed(Schema):
    """A report that you may see."""

    name: str
    title: str
    says: str
    clauses: list[str]
    draft_clauses: list[str] = []


class TokenOut(Schema):
    """A new token: shown now and never again."""

    id: int
    token: str
    person: str


class DemoPerson(Schema):
    """Somebody you can play."""

    id: str
    name: str
    council: str
    roles: list[str]


class DemoTime(Schema):
    """What the demonstration's clock says, and what passing time did."""

    now: datetime
    words: str
    swept: int
    events: int
    sent: int
