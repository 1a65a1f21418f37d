"""What every rule of a protocol has in common, and the small typed texts rules are made of.

A *rule* is anything that carries `cites`: the clauses of the written procedure it honours. The models
are frozen: a loaded protocol is a value, shared by every case and safe to keep.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema

from baton.protocol import conditions

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
ClauseId = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,6}-\d{2,4}$")]
Sentence = Annotated[str, StringConstraints(min_length=3, max_length=600)]


class Grade(StrEnum):
    """How hard an act needs something. There is no other kind of override.

    stop: refused without it. reason: go on with a recorded reason. owe: go on, and it becomes a debt of
    a named person with a clock. ask: shown, may be passed over, and the passing-over is kept.
    """

    STOP = "stop"
    REASON = "reason"
    OWE = "owe"
    ASK = "ask"


class Part(BaseModel):
    """A piece of a protocol: unknown keys are mistakes, and nothing changes after loading."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, populate_by_name=True, arbitrary_types_allowed=True, defer_build=True
    )


class Rule(Part):
    """A piece that honours clauses. A rule rests on our reading where a clause it cites has a `reading`."""

    cites: tuple[ClauseId, ...] = ()
    says: Sentence | None = None
    strength: str | None = Field(default=None, pattern="^(must|should|may)$")
    local: Sentence | None = None
    """Why the council has this rule though no clause asks for it: shown as local, and stands in for `cites`."""


def _condition(raw: Any) -> conditions.Condition:
    if isinstance(raw, conditions.Condition):
        return raw
    return conditions.parse(raw)


ConditionOf = Annotated[
    conditions.Condition,
    BeforeValidator(_condition),
    WithJsonSchema(
        {
            "title": "Condition",
            "description": conditions.RIGHT,
            "anyOf": [{"type": "object", "minProperties": 1}, {"enum": ["otherwise", "always"]}],
        }
    ),
]
"""A condition, parsed from YAML into the tree of `protocol.conditions`."""

ROLE = re.compile(r"^[a-z][a-z0-9_]*( of [a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?)?$")


class RoleOf(Part):
    """`role of X`: X is from, holder, receiver, any_receiver, giver, home, subject, a team or kind, a rota (whose turn
    it is), a relation, or a record's field that names a team or place."""

    role: str
    of: str | None = None

    def __str__(self) -> str:
        return f"{self.role} of {self.of}" if self.of else self.role


def _role(raw: Any) -> Any:
    if isinstance(raw, RoleOf):
        return raw
    text = str(raw)
    if not ROLE.match(text):
        raise ValueError(f"{text!r} is not a role: write 'role' or 'role of team'.")
    role, _, of = text.partition(" of ")
    return RoleOf(role=role, of=of or None)


RoleRef = Annotated[
    RoleOf,
    BeforeValidator(_role),
    WithJsonSchema({"type": "string", "pattern": ROLE.pattern, "title": "Role"}),
]

LENGTH_OR = r"|^not_stated$|^at_once$|^setting:[a-z][a-z0-9_]*$"
Length = Annotated[str, StringConstraints(pattern=conditions.LENGTH.pattern + LENGTH_OR)]
"""'1 hour' (elapsed), '2 working hours', '10 working days', '3 months'; 'at_once'; 'not_stated' (the text
gives no length: the duty then has a `look_again`); 'setting:name' (a number the council sets)."""


def _many(raw: Any) -> Any:
    return raw if isinstance(raw, list | tuple) else (raw,)


Ids = Annotated[tuple[Id, ...], BeforeValidator(_many)]
Texts = Annotated[tuple[str, ...], BeforeValidator(_many)]
Roles = Annotated[tuple[RoleRef, ...], BeforeValidator(_many)]
