"""A build backend (PEP 517) in the sources, so that this needs nothing else."""

import base64
import hashlib
import zipfile


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    info = "greeting-1.0.dist-info/"
    with open("greeting.py") as source:
        files = {"greeting.py": source.read()}
    files[info + "METADATA"] = "Metadata-Version: 2.1\nName: greeting\nVersion: 1.0\n"
    files[info + "WHEEL"] = "Wheel-Version: 1.0\nGenerator: own\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    record = ""
    for path, text in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
        record += "%s,sha256=%s,%d\n" % (path, digest, len(text.encode()))
    files[info + "RECORD"] = record + info + "RECORD,,\n"
    name = "greeting-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel_directory + "/" + name, "w") as wheel:
        for path, text in files.items():
            wheel.writestr(path, text)
    return name
