"""A company's network on loopback: a certificate authority of its own, and a proxy that opens tunnels."""

import socket
import socketserver
import ssl
import threading
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

DAY = timedelta(days=1)
CA_MAY = x509.KeyUsage(
    digital_signature=True,
    content_commitment=False,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=True,
    crl_sign=True,
    encipher_only=False,
    decipher_only=False,
)


class Authority:
    """A throw-away certificate authority; `file` is what a company hands out to be trusted."""

    def __init__(self, folder: Path) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._folder = folder
        self.file = folder / "company-ca.pem"
        builder = _certificate("Company CA", "Company CA", self._key.public_key(), self._key)
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        built = builder.add_extension(CA_MAY, critical=True).sign(self._key, SHA256())
        self.file.write_bytes(built.public_bytes(Encoding.PEM))

    def server(self, host: str, *, days_ago: int = 0, is_alone: bool = False) -> ssl.SSLContext:
        """The TLS of a server under a name and on 127.0.0.1; its certificate was good for a day so many days ago.

        This authority vouches for it, or nobody but the server itself if it `is_alone`.
        """
        key = ec.generate_private_key(ec.SECP256R1())
        signer, issuer = (key, host) if is_alone else (self._key, "Company CA")
        names = x509.SubjectAlternativeName([x509.DNSName(host), x509.IPAddress(ip_address("127.0.0.1"))])
        builder = _certificate(host, issuer, key.public_key(), signer, datetime.now(UTC) - days_ago * DAY)
        builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        built = builder.add_extension(names, critical=False).sign(signer, SHA256())
        file = self._folder / f"{host}.pem"
        private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        file.write_bytes(private + built.public_bytes(Encoding.PEM))
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(file)
        return tls


class Proxy:
    """A proxy that opens tunnels (CONNECT) and nothing else; it notes where to, and every byte that it sees."""

    def __init__(self) -> None:
        self.tunnels: list[str] = []
        self.seen = bytearray()
        self._server = _Server(("127.0.0.1", 0), _tunnel(self))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False


def _tunnel(proxy: Proxy) -> type[socketserver.StreamRequestHandler]:
    class Handler(socketserver.StreamRequestHandler):
        rbufsize = 0

        def handle(self) -> None:
            lines = [line for line in iter(self.rfile.readline, b"\r\n") if line]
            proxy.seen += b"".join(lines)
            verb, target, _ = lines[0].decode().split(" ")
            if verb != "CONNECT":
                self.wfile.write(b"HTTP/1.1 405 Method Not Allowed\r\ncontent-length: 0\r\n\r\n")
                return
            proxy.tunnels.append(target)
            host, _, port = target.rpartition(":")
            with socket.create_connection((host, int(port))) as beyond:
                self.wfile.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
                back = threading.Thread(target=_pump, args=(beyond, self.connection, proxy), daemon=True)
                back.start()
                _pump(self.connection, beyond, proxy)
                back.join()

    return Handler


def _pump(source: socket.socket, target: socket.socket, proxy: Proxy) -> None:
    try:
        while data := source.recv(65_536):
            proxy.seen += data
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        return


def _certificate(
    subject: str,
    issuer: str,
    public: ec.EllipticCurvePublicKey,
    signer: ec.EllipticCurvePrivateKey,
    at: datetime | None = None,
) -> x509.CertificateBuilder:
    now = at or datetime.now(UTC)
    return x509.CertificateBuilder(
        subject_name=_name(subject),
        issuer_name=_name(issuer),
        public_key=public,
        serial_number=x509.random_serial_number(),
        not_valid_before=now - DAY,
        not_valid_after=now + DAY,
        extensions=[
            x509.Extension(key.oid, critical=False, value=key)
            for key in (
                x509.SubjectKeyIdentifier.from_public_key(public),
                x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()),
            )
        ],
    )


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])
