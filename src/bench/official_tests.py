#!/usr/bin/env python3
"""The tests that the official python image must pass, in other images.

    src/bench/official_tests.py <checkout> <image> [image ...]

<checkout> is one of https://github.com/docker-library/official-images, whose test/tests has them. The images are in the
daemon that DOCKER_HOST or the context names, as -Dwee.load leaves them there. Each test's container.py is run as the
checkout's own run.sh does it, but without a shell, which base distroless has not. Ends with status 1 if any fails.

python-imports needs dbm.gnu and dbm.ndbm: build with -Dwee.gdbm=GPL-3.0-or-later. Two tests are left out:
python-no-pyc, since wee's images have bytecode (-Dwee.stdlib=source leaves it out), and python-pip-requests-ssl, which
installs from the network.
"""

import argparse
import pathlib
import subprocess
import sys

TESTS = ("python-imports", "python-sqlite3", "python-stack-size")


def run(image, script):
    """The status, and what the test said."""
    done = subprocess.run(
        ["docker", "run", "--rm", "--network", "none", "--volume", f"{script.resolve()}:/test/container.py:ro",
         "--workdir", "/test", "--entrypoint", "python3", image, "container.py"],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
    return done.returncode, done.stdout.strip()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkout", type=pathlib.Path)
    parser.add_argument("image", nargs="+")
    wish = parser.parse_args()
    scripts = {test: wish.checkout / "test/tests" / test / "container.py" for test in TESTS}
    missing = [str(script) for script in scripts.values() if not script.is_file()]
    if missing:
        sys.exit(f"not there: {', '.join(missing)}")
    failed = 0
    for image in wish.image:
        for test, script in scripts.items():
            status, said = run(image, script)
            print(f"{image}: {test}: {'passed' if status == 0 else f'failed with status {status}'}", flush=True)
            if status:
                failed += 1
                print("    " + said.replace("\n", "\n    "), flush=True)
    if failed:
        sys.exit(f"{failed} tests failed")


main()
