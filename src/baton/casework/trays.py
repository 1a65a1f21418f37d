"""Which tray a case waits in: that of the team that holds the child, or of the place whose teams share one; before
these, a list that another team works from while the child is still elsewhere.

Example: `tray_of(view)` is 'footprint_duty:bredbury' until a worker is named, then ''.
"""

from __future__ import annotations

from baton.casework.truth import truth
from baton.casework.view import View


def tray_of(view: View) -> str:
    """The tray a case waits in: '<tray>:<team>', or '<tray>:<place>' where the teams of a place share it."""
    file, council = view.file, view.council
    if not file.holder or file.closed:
        return ""
    leaf = council.team(file.holder)
    for name, tray in council.rules.trays:
        stays = truth(tray.while_, view) if tray.while_ is not None else not file.worker
        if stays and council.team_is(leaf.id, tray.from_ or (tray.team,)):
            with_ = council.of_kind(tray.team)[0] if tray.from_ else leaf
            return f"{name}:{with_.place if tray.shared_by_place and with_.place else with_.id}"
    return ""
