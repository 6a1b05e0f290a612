"""Clients that send no ClientHello, or an odd one: `odd.py HOST`. What counts is how the server and its watchers bear it."""
import os
import socket
import ssl
import sys
import time

host = sys.argv[1]


def hello() -> bytes:
    outgoing = ssl.MemoryBIO()
    context = ssl.create_default_context()
    try:
        context.wrap_bio(ssl.MemoryBIO(), outgoing, server_hostname="shop.example").do_handshake()
    except ssl.SSLWantReadError:
        pass
    return outgoing.read()


def send(*parts: bytes, wait: float = 0) -> None:
    with socket.create_connection((host, 443), timeout=5) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            for part in parts:
                connection.sendall(part)
                time.sleep(wait)
            connection.settimeout(1)
            connection.recv(100)
        except OSError:
            pass


whole = hello()
for garbage in [b"GET / HTTP/1.1\r\nHost: a\r\n\r\n", b"\0" * 5000, os.urandom(20000), b"\x16\x03\x01\xff\xff" + os.urandom(70000)]:
    send(garbage)
# Announces 16 MB; a record longer than allowed; each of its bytes a record of its own.
send(b"\x16\x03\x01\x40\x00\x01\xff\xff\xff" + b"\0" * 0x3FFC)
send(b"\x16\x03\x01\x60\x00" + whole)
send(*(b"\x16\x03\x01\x00\x01" + whole[at : at + 1] for at in range(5, len(whole))))
send(*(whole[at : at + 1] for at in range(len(whole))), wait=0.001)
