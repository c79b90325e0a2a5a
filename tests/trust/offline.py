"""Loaded by a child process before all else (as `sitecustomize`): ends it at once, with a line on stderr and in the file
that VANBAN_TEST_CALLS names, if it looks up or calls any address that is not this machine's own."""

from __future__ import annotations

import ipaddress
import os
import sys

_LOCAL_NAMES = {None, "", b"", "localhost", b"localhost"}


def _is_local(host: object) -> bool:
    if host in _LOCAL_NAMES:
        return True
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host)
    try:
        address = ipaddress.ip_address(name.split("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event in ("socket.connect", "socket.sendto", "socket.bind"):
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else None  # a path is a socket of this machine
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        host = arguments[0]
    else:
        return
    calls = os.environ["VANBAN_TEST_CALLS"]
    seen = os.open(calls, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(seen, f"{'here' if _is_local(host) else 'OUT'} {event} {host!r}\n".encode())
    os.close(seen)
    if not _is_local(host):
        sys.stderr.write(f"called out: {event} {arguments!r}\n")
        os._exit(99)


sys.addaudithook(_watch)
