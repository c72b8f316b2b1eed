"""A web service that greets: GET / in the caller's language, GET /health for the platform."""

import json
import os
import signal
import socketserver
import threading
from wsgiref.simple_server import WSGIServer, make_server

import greetings


class Server(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True


def application(environ, start_response):
    status, answer = "200 OK", {}
    if environ["PATH_INFO"] == "/":
        greeting = greetings.best(environ.get("HTTP_ACCEPT_LANGUAGE", ""))
        answer = {"greeting": greeting, "user": os.getuid()}
    elif environ["PATH_INFO"] == "/health":
        answer = {"healthy": True}
    else:
        status, answer = "404 Not Found", {"error": "not found"}
    body = json.dumps(answer, ensure_ascii=False).encode()
    start_response(
        status,
        [("Content-Type", "application/json; charset=utf-8"), ("Content-Length", str(len(body)))],
    )
    return [body]


def main():
    port = int(os.environ.get("PORT", "8080"))
    server = make_server(os.environ.get("HOST", ""), port, application, server_class=Server)
    # Process 1 of a container dies of no signal that it does not handle.
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
    print(f"listening on port {server.server_port}", flush=True)
    server.serve_forever()
    print("stopped", flush=True)
