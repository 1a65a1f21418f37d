"""Demonstration data: made-up children whose contacts follow a council's storylines through services.

`storylines` is the shape of what a council's file tells, `planning` draws people and times from a seed,
`telling` carries the plan out with the demonstration's clock. Nothing here names a council or an act.
"""
