"""Connections that never finish: `unfinished.py HOST COUNT` opens COUNT of them, sends each a part of a ClientHello, says how
many are open, and keeps them until its input ends."""
import resource
import socket
import ssl
import sys

host, count = sys.argv[1], int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_NOFILE, (count + 100, count + 100))

incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
context = ssl.create_default_context()
try:
    context.wrap_bio(incoming, outgoing, server_hostname="shop.example").do_handshake()
except ssl.SSLWantReadError:
    pass
hello = outgoing.read()

connections = []
for number in range(count):
    connection = socket.create_connection((host, 443), timeout=30)
    connection.sendall(hello[: number % len(hello)])
    connections.append(connection)
print(len(connections), flush=True)
sys.stdin.read()
