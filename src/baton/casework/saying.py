"""What a message counts: `{hours since open_s47}`, `{days since point_of_transfer}`: how long ago that last was.

Example: `filled("Asked for {hours since open_s47} hours after it was opened.", view)`.
"""

from __future__ import annotations

import re
from datetime import timedelta

from baton.casework import working_time as wt
from baton.casework.truth import when
from baton.casework.view import View
from baton.protocol.wording import COUNTED_SINCE


def filled(text: str, view: View) -> str:
    """The text with its hours (whole ones) or days (from date to date) counted."""

    def counted(found: re.Match[str]) -> str:
        start = when(found[2], view)
        if start is None:
            return "an unknown number of"
        if found[1] == "hours":
            return str(int((view.now - start) / timedelta(hours=1)))
        return str((wt.local(view.now).date() - wt.local(start).date()).days)

    return COUNTED_SINCE.sub(counted, text)
