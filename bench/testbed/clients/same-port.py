"""Connections one after the other from one and the same port, each with its own offers: what tells them apart is the
time alone. Three times each: ALPN and ciphers differ. `same-port.py CA_FILE HOST`."""
import socket
import ssl
import struct
import sys
import time

ca_file, host = sys.argv[1:]
PORT = 45000


def request(path: str, protocols: list[str]) -> None:
    tls = ssl.create_default_context(cafile=ca_file)
    tls.set_alpn_protocols(protocols)
    with socket.socket() as tcp:
        tcp.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # Closed by a reset: the port is free at once.
        tcp.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        tcp.bind(("", PORT))
        tcp.settimeout(10)
        tcp.connect((host, 443))
        with tls.wrap_socket(tcp, server_hostname=host) as stream:
            stream.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
            answer = b"".join(iter(lambda: stream.recv(65536), b""))
            if not answer.startswith(b"HTTP/1.1 200"):
                sys.exit(f"{path}: {answer[:100]!r}")


for number in range(3):
    for path, protocols in [("/port-a", ["http/1.1"]), ("/port-b", [f"p{number}", "http/1.1", "http/1.0"])]:
        request(f"{path}?{number}", protocols)
        # Longer than the clock tolerance of the correlation: within it the capture alone cannot tell them apart.
        time.sleep(0.1)
