"""Serves an ASGI application by HTTP/1.1: as much of a server as this example needs."""

import asyncio
import importlib
import os
import signal
import sys
import urllib.parse

REASONS = {200: "OK", 304: "Not Modified", 404: "Not Found"}


async def answer(application, reader, writer):
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, target, _ = head[0].split(" ")
        path, _, query = target.partition("?")
        headers = [line.split(":", 1) for line in head[1:] if line]
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "path": urllib.parse.unquote(path),
            "query_string": query.encode("latin-1"),
            "headers": [(n.strip().lower().encode("latin-1"), v.strip().encode("latin-1")) for n, v in headers],
        }

        async def receive():
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message):
            if message["type"] == "http.response.start":
                status = message["status"]
                lines = [f"HTTP/1.1 {status} {REASONS.get(status, 'Answer')}".encode()]
                lines += [n + b": " + v for n, v in message.get("headers", [])]
                writer.write(b"\r\n".join(lines + [b"connection: close", b"", b""]))
            else:
                writer.write(message.get("body", b""))

        await application(scope, receive, send)
        await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError, ValueError):
        pass  # The other side went away, or speaks something else.
    finally:
        writer.close()


async def serve(application, host, port):
    server = await asyncio.start_server(lambda r, w: answer(application, r, w), host, port)
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    print(f"listening on port {port}", flush=True)
    await stop.wait()
    server.close()


def main():
    module, _, name = sys.argv[1].partition(":")
    application = getattr(importlib.import_module(module), name)
    asyncio.run(serve(application, os.environ.get("HOST", "0.0.0.0"), int(os.environ.get("PORT", "8080"))))
