"""Starts a program of the image and waits for what wee expects of it.

Runs as the image's own user, beside the program and with its view of the world: so a port is seen in
a network of the sandbox's own, where no other program can have it. For any Python from 2.7 on.

Arguments: seconds to wait, ports separated by commas (or -), and the words of the program. The last
line of the output says what came of it: "##wee command", a tab, and a word with a value.
"""
import sys

sys.path[:] = [path for path in sys.path if path]  # the program's own folder is not this one's

import os
import socket
import subprocess
import time

PAUSE = 0.05  # between two looks; nothing tells another process of a port that opens
clock = getattr(time, "monotonic", time.time)


def listens(port):
    for family, address in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        try:
            connection = socket.socket(family, socket.SOCK_STREAM)
        except (OSError, socket.error):
            continue
        try:
            connection.settimeout(1)
            connection.connect((address, port))
            return True
        except (OSError, socket.error):
            pass
        finally:
            connection.close()
    return False


def came_of(program, ports, end):
    waiting = list(ports)
    while True:
        status = program.poll()
        if status is not None:
            return "ended\t%d" % (status if status >= 0 else 128 - status)
        waiting = [port for port in waiting if not listens(port)]
        if ports and not waiting:
            return "listens\t%s" % ",".join(map(str, ports))
        if clock() > end:
            return "late\t%s" % ",".join(map(str, waiting))
        time.sleep(PAUSE)


def main(seconds, ports, *command):
    ports = [] if ports == "-" else [int(port) for port in ports.split(",")]
    try:
        program = subprocess.Popen(command, stdin=open(os.devnull), stderr=subprocess.STDOUT)
    except OSError as error:
        return "absent\t%s" % error.strerror
    try:
        return came_of(program, ports, clock() + float(seconds))
    finally:
        if program.poll() is None:
            program.kill()
        program.wait()


result = main(*sys.argv[1:])
sys.stdout.write("\n##wee command\t%s\n" % result)
