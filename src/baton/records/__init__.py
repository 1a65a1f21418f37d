"""REMEMBERS: the one Django app with tables: models, migrations, journal, stores, worklists."""
