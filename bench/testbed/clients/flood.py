"""Fills a capture on loopback, where nobody answers: `flood.py KIND PORT COUNT`. KIND is `datagrams` (of 1,400 bytes), `connections`
(one SYN each, from as many ports and addresses), or `hellos` (such connections, each with its ClientHello)."""
import socket
import ssl
import struct
import sys

SYN, PUSH_ACK = 2, 24
PORTS = 60000


def client_hello() -> bytes:
    outgoing = ssl.MemoryBIO()
    try:
        ssl.create_default_context().wrap_bio(ssl.MemoryBIO(), outgoing, server_hostname="shop.example").do_handshake()
    except ssl.SSLWantReadError:
        pass
    return outgoing.read()


def segment(number: int, port: int, sequence: int, flags: int, payload: bytes = b"") -> bytes:
    return struct.pack("!HHIIBBHHH", 1024 + number % PORTS, port, sequence, 0, 5 << 4, flags, 1024, 0, 0) + payload


kind, port, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
hello = client_hello()
if kind == "datagrams":
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        for _ in range(count):
            udp.sendto(b"\0" * 1400, ("127.0.0.1", port))
else:
    for number in range(count):
        if number % PORTS == 0:
            raw = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_TCP)
            raw.bind((f"127.0.0.{2 + number // PORTS}", 0))
        raw.sendto(segment(number, port, number, SYN), ("127.0.0.1", 0))
        if kind == "hellos":
            raw.sendto(segment(number, port, number + 1, PUSH_ACK, hello), ("127.0.0.1", 0))
