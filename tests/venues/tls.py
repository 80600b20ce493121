"""TLS on loopback for hosts by their real names: some of a library's behavior hangs on the address it believes in."""

from __future__ import annotations

import datetime as dt
import ipaddress
import socket
import ssl
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from adapters.http import Wire

BORN = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
LASTS = dt.timedelta(days=3650)
MOST = 64


@cache
def contexts(*hosts: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """For the server and for the client: a certificate of our own over these hosts, which the client trusts."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, hosts[0])])
    names = [x509.DNSName(host) for host in hosts]
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(BORN)
        .not_valid_after(BORN + LASTS)
        .add_extension(
            x509.SubjectAlternativeName([*names, x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )
    public = certificate.public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "both.pem"
        file.write_bytes(public + private)
        server.load_cert_chain(file)
    client = ssl.create_default_context(cadata=public.decode())
    return server, client


class Here(AbstractResolver):
    """Every host is here, at this port."""

    def __init__(self, port: int) -> None:
        self._port = port

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        return [
            ResolveResult(
                hostname=host, host="127.0.0.1", port=self._port, family=socket.AF_INET, proto=0, flags=0
            )
        ]

    async def close(self) -> None:
        """Nothing is held."""


def wires(port: int, client: ssl.SSLContext) -> Callable[[str, int, ssl.SSLContext | None], Wire]:
    """The same for the thin path."""
    return lambda host, named, _: Wire(host, named, most=MOST, tls=client, address=("127.0.0.1", port))


def connector(port: int, client: ssl.SSLContext) -> aiohttp.TCPConnector:
    """Connections to this port, whatever host is asked for."""
    return aiohttp.TCPConnector(resolver=Here(port), ssl=client, use_dns_cache=False)
