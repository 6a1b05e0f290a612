#!/bin/sh
# A price scraper: curl that says it is Chrome on Windows, header by header, and never looks at a picture.
# scrape.sh CA_FILE
set -eu
for round in 1 2 3; do
  referer=https://shop.example/
  for page in / /category/kitchen /category/living $(seq -f /products/%g 1 24); do
    curl --silent --output /dev/null --cacert "$1" --compressed \
      -H 'sec-ch-ua: "Chromium";v="156", "Google Chrome";v="156", "Not/A)Brand";v="24"' \
      -H 'sec-ch-ua-mobile: ?0' -H 'sec-ch-ua-platform: "Windows"' -H 'Upgrade-Insecure-Requests: 1' \
      -A 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36' \
      -H 'Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8' \
      -H 'Sec-Fetch-Site: same-origin' -H 'Sec-Fetch-Mode: navigate' -H 'Sec-Fetch-User: ?1' -H 'Sec-Fetch-Dest: document' \
      -H "Referer: $referer" -H 'Accept-Language: en-US,en;q=0.9' "https://shop.example$page"
    referer=https://shop.example$page
    sleep 0.7
  done
done
