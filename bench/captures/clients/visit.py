"""Python's own client, twice: the second connection is new, since urllib keeps none. `visit.py CA_FILE`."""
import ssl
import sys
import urllib.request

tls = ssl.create_default_context(cafile=sys.argv[1])
for _ in range(2):
    urllib.request.urlopen("https://shop.example/again", context=tls, timeout=5).read()
