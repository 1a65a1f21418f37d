"""What was known from an earlier time than the newest entry: it changes the past, and where the procedure says so it
takes a reason.

Example: legal status is 'none' since 2 June; somebody says now that it was 'none' since 31 May already.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from baton.casework import events as e
from baton.casework import working_time as wt
from baton.casework.refusals import Code, Reason
from baton.casework.view import View

WHY = "rewrites"
"""Under which word the reason is given, beside those of an act's needs."""
LEAST = 10


def unexplained(view: View, known: Iterable[e.Event], why: str, field: str) -> Iterator[Reason]:
    """A reason for each fact whose past would be changed without saying why."""
    for event in known:
        if not isinstance(event, e.FactKnown) or len(why.strip()) >= LEAST:
            continue
        fact, spells = view.council.protocol.facts.get(event.name), view.file.facts.get(event.name, ())
        if fact is None or not fact.put_right_with_reason or not spells:
            continue
        newest = spells[-1]
        if event.start > newest.start or (event.start == newest.start and newest.recorded == view.now):
            continue  # what comes next, or what is being entered at this moment
        if view.at(event.name, event.start) in (None, "not_known", event.value):
            continue
        says = (
            f"{fact.name or event.name}: the record says otherwise of {wt.words_for(event.start)} and of what came after it. "
            "To put the past right, say why."
        )
        yield Reason(
            Code.REASON_NEEDED, says, f"fact:{event.name}", fact.cites, "Say why, in a sentence.", field
        )
