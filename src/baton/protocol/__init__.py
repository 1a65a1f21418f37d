"""READS. A council's protocol as data: its shape, loading, checking, tracing and explaining. Pure.

Example: `loading.load(Path("protocols/anytown"))` gives a `schema.Protocol`, or raises `loading.Mistakes`
with every mistake at its file, line and column.
"""
