"""How gunicorn serves the program. It reads this file when it is started in this folder.

Limits are for a program behind a proxy that has read the whole request before it passes it on; a
thread that waits for a slow client answers nobody else.
"""

import gc
import os

bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
worker_class = "gthread"
timeout = 120  # a worker that has not been heard from; a long report's PDF takes some seconds
graceful_timeout = 30
keepalive = 5
backlog = 256

# A worker is replaced after a while, so that memory a library does not give back is given back.
max_requests = 5_000
max_requests_jitter = 500
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112, S108 (the heartbeat must not wait for a disk)
umask = 0o077

# A filter with every choice made is under 2,000 characters, an answer from Entra ID likewise.
limit_request_line = 4_094
limit_request_fields = 60
limit_request_field_size = 8_190
# The scheme and the path are Django's to decide on (BAG_PROXY); a header changes neither here.
forwarded_allow_ips = ""
secure_scheme_headers = {}
forwarder_headers = ""

# The program writes its own line for each request: gunicorn's would hold the address.
logger_class = "borgerraadgiver.serverlog.Gunicornlog"
accesslog = None
errorlog = "-"
control_socket_disable = True


def post_worker_init(worker) -> None:
    """Leave what the program itself is made of out of the search for garbage.

    Looking all of it through takes some 50 to 100 ms, in the middle of every twentieth page or so.
    """
    from django.urls import get_resolver  # noqa: PLC0415 - Django is set up by now

    get_resolver().url_patterns  # noqa: B018 - loads the views
    gc.collect()
    gc.freeze()
