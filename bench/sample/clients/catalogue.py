"""A partner's stock keeper: reads the JSON API, each product on one kept connection, the list by urllib. `catalogue.py CA feed`
reads the feed instead, politely, from the plain and the TLS port."""
import http.client
import ssl
import sys
import time
import urllib.request

AGENT = {"User-Agent": "stock-keeper/1.4 (Python)", "Accept": "application/json"}


def read_catalogue(context: ssl.SSLContext) -> None:
    products = urllib.request.Request("https://shop.example/api/products.json", headers=AGENT)
    urllib.request.urlopen(products, context=context, timeout=10).read()
    connection = http.client.HTTPSConnection("shop.example", context=context, timeout=10)
    for product in range(1, 25):
        connection.request("GET", f"/api/products/{product}.json", headers=AGENT)
        connection.getresponse().read()
        time.sleep(0.3)


def read_feed(context: ssl.SSLContext) -> None:
    for url in ("http://shop.example/robots.txt", "http://shop.example/feed.xml", "https://shop.example/feed.xml"):
        request = urllib.request.Request(url, headers={"User-Agent": "FeedFetcher/3.2 (+https://reader.example/bot)"})
        urllib.request.urlopen(request, context=context, timeout=10).read()
        time.sleep(1)


tls = ssl.create_default_context(cafile=sys.argv[1])
(read_feed if "feed" in sys.argv else read_catalogue)(tls)
