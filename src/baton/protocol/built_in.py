"""The names every protocol may use without declaring them, and what may be asked of each.

Example: `{destination: elsewhere}` in a condition, `manager of giver` for a role. `casework.view` answers
the names; this list is what the checker holds conditions to.
"""

from __future__ import annotations

from collections.abc import Mapping

BUILT_IN = (
    "holder", "allocated", "home", "destination", "chosen_team", "teams_in_place", "outcome", "danger", "unborn",
    "closed", "open_climbs", "moves_so_far", "workers_so_far", "moved", "gone_on", "giver", "was_with",
    "last_worker.active",
)  # fmt: skip
"""Names every protocol may use without declaring them."""

WORKER_FIELDS = ("qualified", "active", "here", "in_team", "in_place", "most_loaded", "caseload")
"""What may be asked of the worker being named, as `worker.qualified`."""

BUILT_IN_VALUES: Mapping[str, tuple[str, ...]] = {
    "allocated": ("yes", "no"),
    "home": ("known",),
    "destination": ("home", "elsewhere"),
    "danger": ("stated", "not_stated"),
    "unborn": ("yes", "no"),
    "closed": ("yes", "no"),
    "moved": ("yes", "no"),
    "gone_on": ("yes", "no"),
    "last_worker.active": ("yes", "no"),
    **{f"worker.{field}": ("yes", "no") for field in WORKER_FIELDS if field != "caseload"},
}
"""The values of those built-in names that have few; `holder`, `giver` and `was_with` are any team, `outcome` any outcome.
`moved` is whether the move that was last begun has been made; `gone_on`, of a duty fixed to a move, whether the child has
moved on from there; `giver` is the team that had the child before it."""

TEAM_NAMES = ("holder", "giver", "was_with")
"""Built-in names whose values are kinds of team, and the bodies that these are part of."""

BUILT_IN_NUMBERS = ("teams_in_place", "open_climbs", "moves_so_far", "workers_so_far", "worker.caseload")
"""Built-in names that are numbers."""

TIMES = ("opened", "this_contact", "born", "point_of_transfer", "first_worker", "item")
"""Built-in times, to measure from and to: the case opened, the contact now being asked about (of people around a child,
the asking child's), the child's birth, the last change of responsible team, the first naming of a worker since the child
came to the service that the team is part of, and the day that an act now tried is done of."""

NOW = "now"
"""What a date may not be before or after, besides what has a time of its own: the day it is done, or recorded."""

SAME_OF = ("holder", "allocated")
"""Built-in names of which `same` may be asked: {holder: {same: {team: our field}}}, {allocated: {same: {worker: ...}}}."""

SAME_WORDS = ("item", "doer")
"""What `same` may compare besides answers: what a thing was done of, and who did it."""

EARLIER = "earlier"
"""People by this name are the same child's earlier cases; `siblings` are the others of the same contact or linked so."""

ROLE_SCOPES = ("holder", "linked", "receiver", "any_receiver", "to", "from", "giver", "home", "subject")
"""What X may be in `role of X`, besides a team of the protocol."""

BUILT_IN_ROLES = ("worker", "last_worker", "anyone", "doer")
"""Roles nobody is appointed to: the allocated worker, the worker the sending team had, anyone at all, whoever did it."""

LASTS = ("move", "stay", "ever")
"""How long a thing done may hold good, besides a length of time."""

STARTS = ("opened", "moved")
"""What may start a duty besides a moment and a route: the case being opened, and the child moving, by whatever route."""
