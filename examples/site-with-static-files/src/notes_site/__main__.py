"""notes-site serve, or notes-site check: every template and static file is there."""

import os
import signal
import sys
import threading
from wsgiref.simple_server import make_server

from notes_site import STATIC, answered, application


def check():
    missing = [path for path in ("/", "/static/site.css") if answered(path) is None]
    print(f"missing: {', '.join(missing)}" if missing else f"all is there, static files in {STATIC}")
    return 1 if missing else 0


def serve():
    server = make_server(os.environ.get("HOST", ""), int(os.environ.get("PORT", "8080")), application)
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
    print(f"listening on port {server.server_port}", flush=True)
    server.serve_forever()
    return 0


def main():
    commands = {"serve": serve, "check": check}
    sys.exit(commands[sys.argv[1] if len(sys.argv) > 1 else "serve"]())


if __name__ == "__main__":
    main()
