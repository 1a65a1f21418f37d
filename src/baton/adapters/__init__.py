"""REACHES OUT: mail, documents, calendars, sign-in; each beside its fake."""
