"""What a message counts: `{hours since open_s47}` is how many whole hours ago that was last done.

Example: `filled("Asked for {hours since open_s47} hours after it was opened.", view)`.
"""

from __future__ import annotations

import re
from datetime import timedelta

from baton.casework.truth import when
from baton.casework.view import View
from baton.protocol.wording import HOURS_SINCE


def filled(text: str, view: View) -> str:
    """The text with its hours counted; what has no time of its own yet is 'an unknown number of'."""

    def counted(found: re.Match[str]) -> str:
        start = when(found[1], view)
        return "an unknown number of" if start is None else str(int((view.now - start) / timedelta(hours=1)))

    return HOURS_SINCE.sub(counted, text)
