"""A timestamp authority on loopback. OpenSSL, which this project did not write, signs for it.

`authority.entry` is what the setting `TIMESTAMP_AUTHORITIES` says about it. With `authority.answer`
it sends these bytes, `authority.status` is the status, and `authority.queries` what it was asked.
"""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from sources.fetching.http import NetworkAccess

CONFIG = """
[tsa]
default_tsa = own
[own]
serial = {folder}/serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_chain = no
"""
VALIDITY = timedelta(days=1)


class Authority:
    """The keys of an authority, in a folder, and how it answers."""

    def __init__(self, folder: Path, name: str = "Test authority", is_qualified: bool = True):
        self.folder, self.name, self.is_qualified = folder, name, is_qualified
        self.status, self.answer, self.queries, self.url = 200, None, [], ""
        folder.mkdir(exist_ok=True)
        root_key, root = _create_certificate("Root of tests")
        key, certificate = _create_certificate("Authority of tests", root, root_key)
        (folder / "root.pem").write_bytes(root.public_bytes(serialization.Encoding.PEM))
        (folder / "tsa.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        (folder / "tsa.key").write_bytes(_serialize(key))
        (folder / "tsa.cnf").write_text(CONFIG.format(folder=folder))

    @property
    def entry(self) -> dict:
        certificates = str(self.folder / "root.pem")
        return {
            "name": self.name,
            "url": self.url,
            "qualified": self.is_qualified,
            "certificates": certificates,
        }

    def reply(self, query: bytes) -> bytes:
        """The answer to a query, or what `answer` says."""
        self.queries.append(query)
        if self.answer is not None:
            return self.answer
        return sign(self.folder, query)


def sign(folder: Path, query: bytes) -> bytes:
    """Let OpenSSL answer a query with the keys in `folder`."""
    (folder / "query.tsq").write_bytes(query)
    command = ["openssl", "ts", "-reply", "-config", "tsa.cnf", "-queryfile", "query.tsq"]
    command += ["-signer", "tsa.pem", "-inkey", "tsa.key", "-out", "reply.tsr"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return (folder / "reply.tsr").read_bytes()


@contextmanager
def serve_authority(folder: Path, monkeypatch, **fields) -> Iterator[Authority]:
    """An authority that runs as long as the block, on a public internet that consists of it."""
    authority = Authority(folder, **fields)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = authority.reply(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(authority.status)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        port = server.server_address[1]
        authority.url = f"http://127.0.0.1:{port}/"
        access = NetworkAccess(networks=("127.0.0.0/8",), ports=frozenset({port}))
        monkeypatch.setattr("sources.fetching.http.PUBLIC_INTERNET", access)
        Thread(target=server.serve_forever, daemon=True).start()
        yield authority
        server.shutdown()


def _create_certificate(name: str, issuer=None, issuer_key=None):
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - VALIDITY)
        .not_valid_after(now + VALIDITY)
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
    )
    if issuer:
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(usage, critical=True)
    return key, builder.sign(issuer_key or key, hashes.SHA256())


def _serialize(key) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
