"""A site of pages from templates and of static files, as a WSGI application."""

import html
import importlib.resources
import mimetypes
import os
import pathlib
import string

STATIC = pathlib.Path(os.environ.get("STATIC_ROOT", "/srv/static"))
NOTES = {"first": "Pages come from templates in the wheel.", "second": "Static files come from <files>."}


def page(title, content):
    template = importlib.resources.files(__name__).joinpath("templates/page.html").read_text()
    return string.Template(template).substitute(title=html.escape(title), content=content).encode()


def static(name):
    file = (STATIC / name).resolve()
    if not file.is_relative_to(STATIC.resolve()) or not file.is_file():
        return None
    return file.read_bytes(), mimetypes.guess_type(file.name)[0] or "application/octet-stream"


def answered(path):
    if path.startswith("/static/"):
        return static(path.removeprefix("/static/"))
    note = NOTES.get(path.strip("/"))
    if path == "/":
        links = "".join(f'<li><a href="/{name}">{name}</a></li>' for name in NOTES)
        return page("Notes", f"<ul>{links}</ul>"), "text/html; charset=utf-8"
    return (page(path.strip("/"), html.escape(note)), "text/html; charset=utf-8") if note else None


def application(environ, start_response):
    found = answered(environ["PATH_INFO"])
    body, kind = found or (page("Not found", ""), "text/html; charset=utf-8")
    headers = [("Content-Type", kind), ("Content-Length", str(len(body)))]
    start_response("200 OK" if found else "404 Not Found", headers)
    return [body]
