"""One module a command: `baton serve` is `serve.py`. Each reads its arguments and calls operations or services."""
