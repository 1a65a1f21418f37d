"""SHOWS: the pages; one stem a page for URL, view, form, presenter and template."""
