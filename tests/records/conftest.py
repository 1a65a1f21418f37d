"""The same council, clock and counting of statements as tests of services have."""

from tests.services.conftest import clock, council, statements

__all__ = ["clock", "council", "statements"]
