"""A case, and the tables projected from its journal.

`Case.state` is the folded file; the columns beside it and the `...Row` tables say the same for searching.
Each projected row has a `key`, unique within its case, so that saving is one upsert a table.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from baton.records.models.contacts import Child, Contact
from baton.records.models.organisation import Council


class Case(models.Model):
    """One file: a child's case, or that of a team, a place or the council. `state` is canonical JSON."""

    ref = models.CharField(max_length=100, unique=True)
    council = models.ForeignKey(Council, on_delete=models.PROTECT)
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, null=True, related_name="cases")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, null=True, related_name="cases")
    about = models.CharField(max_length=10)
    subject = models.CharField(max_length=60, blank=True, default="")
    kind = models.CharField(max_length=60, blank=True, default="")
    state = models.TextField()
    version = models.PositiveIntegerField()
    protocol_version = models.CharField(max_length=60)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    holder_team = models.CharField(max_length=60, blank=True, default="")
    holder_place = models.CharField(max_length=60, blank=True, default="")
    worker = models.CharField(max_length=80, blank=True, default="")
    tray = models.CharField(max_length=130, blank=True, default="")
    rank = models.SmallIntegerField(default=9)
    label = models.CharField(max_length=60, blank=True, default="")
    move = models.PositiveIntegerField(default=1)
    stay = models.PositiveIntegerField(default=1)
    born = models.DateField(null=True)
    due = models.DateField(null=True)
    born_first = models.DateField(null=True)
    born_last = models.DateField(null=True)
    """Between which days the child was born, both the birth date where that is known (`casework.ageing`)."""
    home = models.CharField(max_length=60, blank=True, default="")
    """The child's birth date, due date and place as this case's own file has them; `Child` is for finding."""
    next_due = models.DateTimeField(null=True)
    """Of what is owed, the first time there is to keep; what was asked at once has none that could be kept or missed."""
    sort_due = models.DateTimeField()
    """The first time of anything owed, or the end of time: null sorts differently on each database."""
    next_at = models.DateTimeField(null=True)
    """When the sweep must look again."""
    received_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=80, blank=True, default="")
    sweep_failed = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("opened_at")),
                name="case_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=False) | ~Q(about="case") | ~Q(holder_team=""),
                name="open_case_has_a_holder",
            ),
            models.UniqueConstraint(
                fields=["council", "about", "subject"], condition=~Q(about="case"), name="one_file_a_subject"
            ),
        ]
        indexes = [
            models.Index(
                fields=["council", "tray", "rank", "sort_due", "received_at", "id"],
                condition=Q(closed_at__isnull=True), name="case_tray",
            ),
            models.Index(fields=["next_at", "id"], condition=Q(next_at__isnull=False), name="case_next"),
            models.Index(
                fields=["council", "worker", "rank", "sort_due"],
                condition=Q(closed_at__isnull=True) & ~Q(worker=""), name="case_worker",
            ),
            models.Index(fields=["council", "about", "-opened_at", "-id"], name="case_newest"),
        ]  # fmt: skip


class Projected(models.Model):
    """What every projected row has."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=200)

    class Meta:
        abstract = True


class KinRow(Projected):
    """Another case linked with this one, by what that person is to this child."""

    ref = models.CharField(max_length=100)
    relation = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "key"], name="kin_once")]
        indexes = [models.Index(fields=["council", "ref"], name="kin_ref")]


class InvolvementRow(Projected):
    """A team working with a child: one responsible, any number joint."""

    team = models.CharField(max_length=60)
    kind = models.CharField(max_length=30)
    start = models.DateTimeField()
    end = models.DateTimeField(null=True)
    why = models.CharField(max_length=600, blank=True, default="")
    rule = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "key"], name="involvement_once"),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(kind="responsible", end__isnull=True),
                name="one_responsible_team",
            ),
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gte=F("start")),
                name="involvement_ends_after_it_starts",
            ),
        ]
        indexes = [models.Index(fields=["council", "team", "start"], name="involvement_team")]


class AllocationRow(Projected):
    """The named worker, while it lasts."""

    person = models.CharField(max_length=80)
    team = models.CharField(max_length=60)
    start = models.DateTimeField()
    end = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "key"], name="allocation_once"),
            models.UniqueConstraint(fields=["case"], condition=Q(end__isnull=True), name="one_named_worker"),
        ]
        indexes = [models.Index(fields=["council", "person", "start"], name="allocation_person")]


class MoveRow(Projected):
    """A change of responsible team."""

    number = models.IntegerField()
    route = models.CharField(max_length=60)
    origin = models.CharField(max_length=60)
    to = models.CharField(max_length=60)
    at = models.DateTimeField()
    recorded = models.DateTimeField()
    by = models.CharField(max_length=80, blank=True, default="")
    why = models.TextField(blank=True, default="")
    departure = models.BooleanField(default=False)
    cause = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "key"], name="move_once")]
        indexes = [models.Index(fields=["council", "at"], name="move_when")]


class DutyRow(Projected):
    """Something owed: a clock, a debt, a rung. `owner` is 'role|of', so that My work is one index."""

    rule = models.CharField(max_length=130)
    title = models.TextField()
    owner_role = models.CharField(max_length=60)
    owner_of = models.CharField(max_length=80, blank=True, default="")
    owner = models.CharField(max_length=150)
    start = models.DateTimeField()
    due = models.DateTimeField(null=True)
    state = models.CharField(max_length=20)
    is_open = models.BooleanField()
    warn = models.DateTimeField(null=True)
    warned = models.BooleanField(default=False)
    reminded = models.DateTimeField(null=True)
    item = models.CharField(max_length=120, blank=True, default="")
    act = models.CharField(max_length=60, blank=True, default="")
    move = models.IntegerField(default=0)
    safety = models.BooleanField(default=False)
    debt = models.BooleanField(default=False)
    met_at = models.DateTimeField(null=True)
    met_recorded = models.DateTimeField(null=True)
    met_by = models.CharField(max_length=80, blank=True, default="")
    why = models.TextField(blank=True, default="")
    first_due = models.DateTimeField(null=True)
    version = models.CharField(max_length=60, blank=True, default="")
    clauses = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "key"], name="duty_once")]
        indexes = [
            models.Index(fields=["council", "owner", "due"], condition=Q(is_open=True), name="duty_owner"),
            models.Index(fields=["council", "due", "id"], condition=Q(is_open=True), name="duty_due"),
            models.Index(fields=["council", "rule", "start"], name="duty_rule"),
        ]


class ClimbRow(Projected):
    """An escalation or a dispute."""

    ladder = models.CharField(max_length=60)
    kind = models.CharField(max_length=20)
    start = models.DateTimeField()
    cause = models.CharField(max_length=300)
    rung = models.IntegerField()
    end = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "key"], name="climb_once")]
        indexes = [
            models.Index(fields=["council", "-start"], name="climb_newest"),
            models.Index(fields=["council", "start"], condition=Q(end__isnull=True), name="climb_open"),
        ]


class DoneRow(Projected):
    """One act done, or moment that happened or is planned."""

    number = models.IntegerField()
    act = models.CharField(max_length=80)
    outcome = models.CharField(max_length=80, blank=True, default="")
    item = models.CharField(max_length=120, blank=True, default="")
    at = models.DateTimeField()
    recorded = models.DateTimeField()
    by = models.CharField(max_length=80, blank=True, default="")
    role = models.CharField(max_length=60, blank=True, default="")
    fields = models.JSONField(default=dict)
    reasons = models.JSONField(default=dict)
    passed_over = models.JSONField(default=list)
    move = models.IntegerField(default=0)
    stay = models.IntegerField(default=0)
    counts = models.BooleanField(default=True)
    planned = models.BooleanField(default=False)
    danger = models.TextField(blank=True, default="")
    transcribed = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "key"], name="done_once")]
        indexes = [
            models.Index(fields=["council", "act", "at"], name="done_act"),
            models.Index(fields=["council", "recorded"], name="done_recorded"),
            models.Index(fields=["council", "by", "recorded"], name="done_by"),
        ]


class FactRow(Projected):
    """A value a fact had from a time until the next."""

    name = models.CharField(max_length=60)
    value = models.TextField(blank=True, default="")
    start = models.DateTimeField()
    recorded = models.DateTimeField()
    end = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "key"], name="fact_once")]
        indexes = [models.Index(fields=["council", "name", "start"], name="fact_name")]
