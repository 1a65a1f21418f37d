"""What a web process loads: the application of `config.wsgi`, in a process that ends when its server does."""

import multiprocessing

from baton.config.wsgi import application
from baton.operations import serving

__all__ = ["application"]

_server = multiprocessing.parent_process()
serving.end_with(_server.pid if _server else None)
