"""Coroutines, tasks, streams and TLS in one thread: no clock and no other thread has a say in it."""

import fixed  # noqa: F401

import asyncio
import contextlib
import contextvars
import io
import os
import queue
import select
import selectors
import signal
import socket
import ssl
import threading

VARIABLE = contextvars.ContextVar("variable", default=0)


async def leaf(i):
    return i


async def deep(n):
    return await leaf(n) if n == 0 else await deep(n - 1)


async def ticks(n):
    for i in range(n):
        yield i
        if i % 10 == 0:
            await asyncio.sleep(0)


async def tree(depth):
    if depth == 0:
        await asyncio.sleep(0)
        return 1
    return sum(await asyncio.gather(tree(depth - 1), tree(depth - 1), tree(depth - 1)))


class Guard:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        return False


@contextlib.asynccontextmanager
async def managed(i):
    yield i


async def producer(q, n):
    for i in range(n):
        await q.put(i)
    await q.put(None)


async def consumer(q):
    while await q.get() is not None:
        pass


async def streams(n):
    left, right = socket.socketpair()
    reader, writer = await asyncio.open_connection(sock=left)
    other, back = await asyncio.open_connection(sock=right)
    for i in range(n):
        writer.write(b"line %d\n" % i)
        await writer.drain()
        back.write(await other.readline())
        await reader.readexactly(3)
        await reader.readline()
    writer.close()
    back.close()
    await asyncio.sleep(0)


async def everything(n):
    for i in range(n):
        await deep(20)
        [x async for x in ticks(30)]
        async for x in ticks(40):
            pass
        async with Guard(), managed(i):
            VARIABLE.set(i)
        for _ in range(20):
            await leaf(i)
    for i in range(n // 10):
        await tree(4)
        q = asyncio.Queue(5)
        await asyncio.gather(producer(q, 100), consumer(q))
        lock, event, limit = asyncio.Lock(), asyncio.Event(), asyncio.Semaphore(2)
        async with lock, limit:
            event.set()
            await event.wait()
        task = asyncio.ensure_future(asyncio.sleep(1000))
        await asyncio.sleep(0)
        task.cancel()
        try:
            await task
        except asyncio.CancelledError:
            pass
        future = asyncio.get_running_loop().create_future()
        asyncio.get_running_loop().call_soon(future.set_result, 1)
        await asyncio.wait_for(future, None)
        await asyncio.wait([asyncio.ensure_future(leaf(1)), asyncio.ensure_future(leaf(2))])
        context = contextvars.copy_context()
        context.run(VARIABLE.get)
        token = VARIABLE.set(3)
        VARIABLE.reset(token)
    await streams(n * 2)


def coroutines(n):
    """As a scheduler of one's own would have them."""
    ready = [ticker(i % 5 + 2) for i in range(50)]
    while ready:
        task = ready.pop(0)
        try:
            task.send(None)
        except StopIteration:
            continue
        ready.append(task)
    for _ in range(n):
        c = deep(30)
        try:
            c.send(None)
        except StopIteration:
            pass


def ticker(n):
    for _ in range(n):
        yield


def sockets(n):
    left, right = socket.socketpair()
    left.setblocking(False)
    chooser = selectors.DefaultSelector()
    chooser.register(right, selectors.EVENT_READ)
    buffer = bytearray(100)
    for _ in range(n):
        left.send(b"hello world" * 4), chooser.select(0), select.select([right], [left], [], 0)
        right.recv(10), right.recv_into(buffer, 30), left.fileno(), left.gettimeout()
        try:
            left.recv(5)
        except BlockingIOError:
            pass
    chooser.close()
    left.close(), right.close()
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1), listening.close()
    socket.inet_aton("127.0.0.1"), socket.inet_pton(socket.AF_INET6, "::1"), socket.htons(5)
    a, b = os.pipe()
    for _ in range(n):
        os.write(b, b"x"), os.read(a, 1)
    os.close(a), os.close(b)


def locks(n):
    lock, again, condition, event = threading.Lock(), threading.RLock(), threading.Condition(), threading.Event()
    local, limit, fifo = threading.local(), threading.Semaphore(3), queue.Queue()
    for i in range(n):
        with lock, again, again, condition, limit:
            local.x = i
            condition.notify_all()
        lock.acquire(False), lock.locked(), lock.release()
        event.set(), event.wait(), event.clear(), fifo.put(i), fifo.get(), threading.current_thread().name
    signal.signal(signal.SIGUSR1, lambda *_: None)
    for _ in range(n // 10):
        os.kill(os.getpid(), signal.SIGUSR1)


def tls(n):
    """Handshakes in memory, where the source has certificates to use (Lib/test)."""
    folder = os.path.join(os.path.dirname(os.__file__), "test")
    for place in (os.path.join(folder, "certdata"), folder):
        certificate = os.path.join(place, "keycert.pem")
        if os.path.exists(certificate):
            break
    else:
        return
    server_context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server_context.load_cert_chain(certificate)
    client_context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    client_context.check_hostname, client_context.verify_mode = False, ssl.CERT_NONE
    for _ in range(n):
        there, back = ssl.MemoryBIO(), ssl.MemoryBIO()
        client = client_context.wrap_bio(back, there, server_hostname="localhost")
        server = server_context.wrap_bio(there, back, server_side=True)
        waiting = [client, server]
        while waiting:
            for side in list(waiting):
                try:
                    side.do_handshake()
                    waiting.remove(side)
                except ssl.SSLWantReadError:
                    pass
        for i in range(60):
            client.write(b"hello" * 30), server.read(100), server.write(b"world" * 5), client.read(50), server.read(100)
        client.cipher(), client.version(), client.getpeercert(True), client_context.get_ciphers()


def main():
    for _ in range(2):
        asyncio.run(everything(250))
        coroutines(1500)
        sockets(1500)
        locks(4000)
        tls(4)


main()
