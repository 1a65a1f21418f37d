"""The same council, clock and counting of statements as tests of services have."""

from tests.services.conftest import _tests_may_empty_the_journal, clock, council, statements

__all__ = ["_tests_may_empty_the_journal", "clock", "council", "statements"]
