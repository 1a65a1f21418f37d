"""DECIDES. What may happen to a child's case, and what it becomes: pure functions over frozen values.

    decide(council, file, command, now) -> events | Refusal
    evolve(file, event)                 -> file

No framework, no database, no clock: `now` is always an argument. See `ARCHITECTURE.md` for the map.
"""
