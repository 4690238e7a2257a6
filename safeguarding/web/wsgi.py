"""What the web server calls for each request. `commands/serve.py` starts that server."""

import multiprocessing
import os

from django.core.wsgi import get_wsgi_application

from safeguarding.ground.orphans import die_with

if (parent := multiprocessing.parent_process()) is not None and parent.pid is not None:
    die_with(parent.pid)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safeguarding.web.settings")
application = get_wsgi_application()
