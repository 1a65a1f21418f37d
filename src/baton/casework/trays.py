"""Which tray a case waits in: that of the team that holds the child, or of the place whose teams share one.

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
    for name, tray in council.protocol.trays.items():
        stays = truth(tray.while_, view) if tray.while_ is not None else not file.worker
        if stays and council.team_is(leaf.id, (tray.team,)):
            return f"{name}:{leaf.place if tray.shared_by_place and leaf.place else leaf.id}"
    return ""
