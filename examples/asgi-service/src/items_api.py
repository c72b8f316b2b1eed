"""An ASGI application: GET /items/<name> as JSON with an entity tag, GET /health for the platform."""

import json

import fasttag

ITEMS = {"tea": 2.5, "coffee": 3.0}


def answered(scope):
    path = scope["path"]
    if path == "/health":
        return 200, {"healthy": True}
    name = path.removeprefix("/items/")
    return (200, {"name": name, "price": ITEMS[name]}) if name in ITEMS else (404, {"error": "not found"})


async def application(scope, receive, send):
    status, content = answered(scope)
    body = json.dumps(content).encode()
    tag = fasttag.tag(body).encode()
    if status == 200 and dict(scope["headers"]).get(b"if-none-match") == tag:
        status, body = 304, b""
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body)), (b"etag", tag)]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
