"""Reports that every council has, whatever its procedure says: made of what Baton keeps for all of them.

A report of the same name in a council's protocol takes its place.
"""

from __future__ import annotations

from baton.protocol.schema import Column, Measure, Report

OURS = "Baton makes this for every council; no clause asks for it."

TIMED = "dd/mm/yyyy HH:MM"

REPORTS = {
    "clocks_kept": Report(
        name="Clocks kept",
        says="Of everything that became due, how much was done in time, how much was late, and how much is still owed.",
        rows="duties",
        dated_by="decided",
        order_by="duty.due",
        group="duty.rule",
        columns=(
            Column(heading="Case", of="case.ref"),
            Column(heading="What was owed", of="duty.title"),
            Column(heading="Started", of="duty.start", form=TIMED),
            Column(heading="Due", of="duty.due", form=TIMED),
            Column(heading="How it ended", of="duty.state"),
            Column(heading="Done", of="duty.met", form=TIMED),
            Column(heading="By", of="duty.by"),
        ),
        measures={
            "due": Measure(name="Became due", count="rows"),
            "in_time": Measure(name="Done in time", share="in_time"),
            "late": Measure(name="Late", count="late"),
            "open": Measure(name="Still owed", count="open"),
            "usual": Measure(name="Usual time taken", median="duty.hours"),
        },
        local=OURS,
    ),
    "contacts_received": Report(
        name="Contacts received",
        says="Every child on a contact received in the period, with the decision on it if there is one yet.",
        rows="contacts",
        dated_by="received",
        group="contact.source",
        columns=(
            Column(heading="Contact", of="contact.ref"),
            Column(heading="Child's number", of="child.number"),
            Column(heading="Age at contact", of="child.age_at_contact"),
            Column(heading="Received", of="contact.received", form=TIMED),
            Column(heading="Source", of="contact.source"),
            Column(heading="Reason", of="contact.reason"),
            Column(heading="Place", of="child.place"),
            Column(heading="Decision", of="decision.outcome"),
            Column(heading="Decided", of="decision.at", form=TIMED),
        ),
        measures={
            "children": Measure(name="Children on contacts", count="rows"),
            "different": Measure(name="Different children", count="children"),
        },
        local=OURS,
    ),
    "decisions_made": Report(
        name="Decisions made",
        says="Every decision recorded in the period with its outcome, and how long it took from the contact.",
        rows="decisions",
        dated_by="decided",
        order_by="decision.at",
        group="decision.outcome",
        columns=(
            Column(heading="Case", of="case.ref"),
            Column(heading="Decision", of="decision.name"),
            Column(heading="Outcome", of="decision.outcome"),
            Column(heading="Decided", of="decision.at", form=TIMED),
            Column(heading="By", of="decision.by"),
            Column(heading="Contact received", of="contact.received", form=TIMED),
        ),
        measures={
            "decisions": Measure(name="Decisions", count="rows"),
            "average": Measure(name="Average time from contact", average="decision.hours"),
            "median": Measure(name="Usual time from contact", median="decision.hours"),
        },
        local=OURS,
    ),
}
