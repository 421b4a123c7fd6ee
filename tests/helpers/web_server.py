"""Web sites on loopback, good and bad, for what fetches; and the reach that leads to them.

`site.serve("/a", "<p>…")` answers politely; `site.act("/a", act)` lets `act(connection)` write
whatever bytes it likes, as slowly as it likes. `site.asked` lists the paths that were asked for.
"""

import socket
import threading
from contextlib import contextmanager, suppress

from sources.fetching.http import Reach

LONGEST_TEST = 20  # seconds after which a server gives up on a client that never leaves


class Site:
    """One site; every path that is not served is answered with 404."""

    def __init__(self, listener: socket.socket):
        self.listener = listener
        self.port = listener.getsockname()[1]
        self.acts, self.asked, self.requests = {}, [], []

    @property
    def reach(self) -> Reach:
        return Reach(networks=("127.0.0.0/8",), ports=frozenset({80, 443, self.port}))

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def act(self, path: str, act) -> str:
        self.acts[path] = act
        return self.url(path)

    def serve(self, path: str, body: str | bytes = b"", status: int = 200, **headers) -> str:
        """Answer `path` so; `content_type="…"` is a header. Returns the address."""
        body = body.encode() if isinstance(body, str) else body
        told = {"content_type": "text/html; charset=utf-8", "content_length": len(body)} | headers
        lines = [f"{name.replace('_', '-')}: {value}" for name, value in told.items()]
        head = "\r\n".join([f"HTTP/1.1 {status} Answer", "connection: close", *lines, "", ""])
        return self.act(path, lambda connection: connection.sendall(head.encode("latin-1") + body))

    def redirect(self, path: str, to: str, status: int = 302) -> str:
        return self.serve(path, b"", status, location=to)

    def run(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        connection.settimeout(LONGEST_TEST)
        with connection, suppress(OSError):
            request = b""
            while b"\r\n\r\n" not in request:
                received = connection.recv(65536)
                if not received:
                    return
                request += received
            path = request.split(b" ", 2)[1].decode("latin-1")
            self.asked.append(path)
            self.requests.append(request.decode("latin-1"))
            self.acts.get(path, _nothing)(connection)


def _nothing(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")


@contextmanager
def served():
    """A site that is up as long as the block lasts."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        site = Site(listener)
        threading.Thread(target=site.run, daemon=True).start()
        yield site
        listener.shutdown(socket.SHUT_RDWR)
