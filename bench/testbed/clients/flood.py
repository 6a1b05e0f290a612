"""Fills a capture on loopback: `flood.py datagrams PORT COUNT` sends datagrams of 1,400 bytes, `flood.py connections PORT
COUNT` one SYN each from as many ports and addresses. Nobody answers there."""
import socket
import struct
import sys

kind, port, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
if kind == "datagrams":
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        for _ in range(count):
            udp.sendto(b"\0" * 1400, ("127.0.0.1", port))
else:
    for number in range(count):
        if number % 60000 == 0:
            raw = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_TCP)
            raw.bind((f"127.0.0.{2 + number // 60000}", 0))
        syn = struct.pack("!HHIIBBHHH", 1024 + number % 60000, port, number, 0, 5 << 4, 2, 1024, 0, 0)
        raw.sendto(syn, ("127.0.0.1", 0))
