"""What the web server loads: `baton.config.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "baton.config.settings")
application = get_wsgi_application()
