"""Web sites on loopback, well-behaved and malicious, for tests of code that fetches.

`site.serve("/a", "<p>…")` answers normally. With `site.respond_with("/a", respond)` the function
`respond(connection)` writes whatever bytes it likes, as slowly as it likes. `site.requested_paths`
lists the paths that were requested, and `site.network_access` allows them to be fetched.
"""

import socket
import threading
from contextlib import contextmanager, suppress

from sources.fetching.http import NetworkAccess

CONNECTION_TIMEOUT_SECONDS = 20  # after which a server closes a connection that stays open


class WebSite:
    """One site. Every path that is not served is answered with 404."""

    def __init__(self, listener: socket.socket):
        self.listener = listener
        self.port = listener.getsockname()[1]
        self.responders, self.requested_paths, self.requests = {}, [], []

    @property
    def network_access(self) -> NetworkAccess:
        return NetworkAccess(networks=("127.0.0.0/8",), ports=frozenset({80, 443, self.port}))

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def respond_with(self, path: str, respond) -> str:
        self.responders[path] = respond
        return self.url(path)

    def serve(self, path: str, body: str | bytes = b"", status: int = 200, **headers) -> str:
        """Serve `body` at `path` and return the URL; `content_type="…"` is a header."""
        body = body.encode() if isinstance(body, str) else body
        headers = {
            "content_type": "text/html; charset=utf-8",
            "content_length": len(body),
        } | headers
        lines = [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        head = "\r\n".join([f"HTTP/1.1 {status} Answer", "connection: close", *lines, "", ""])
        response = head.encode("latin-1") + body
        return self.respond_with(path, lambda connection: connection.sendall(response))

    def redirect(self, path: str, to: str, status: int = 302) -> str:
        return self.serve(path, b"", status, location=to)

    def run(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._handle, args=(connection,), daemon=True).start()

    def _handle(self, connection: socket.socket) -> None:
        connection.settimeout(CONNECTION_TIMEOUT_SECONDS)
        with connection, suppress(OSError):
            request = b""
            while b"\r\n\r\n" not in request:
                received = connection.recv(65536)
                if not received:
                    return
                request += received
            path = request.split(b" ", 2)[1].decode("latin-1")
            self.requested_paths.append(path)
            self.requests.append(request.decode("latin-1"))
            self.responders.get(path, _respond_not_found)(connection)


def _respond_not_found(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")


@contextmanager
def serve_site():
    """A site that runs as long as the block."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        site = WebSite(listener)
        threading.Thread(target=site.run, daemon=True).start()
        yield site
        listener.shutdown(socket.SHUT_RDWR)
