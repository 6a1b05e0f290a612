# Real clients as functions. Sourced with SHOP, CA, SPKI (the server key's hash) and WORK (a folder) in the environment.

# Many clients end with an error, since servers close early.
tls() { sleep 1 | timeout 5 openssl s_client -connect "$SHOP:443" -CAfile "$CA" "$@" >/dev/null 2>&1 || true; }
gnutls() { sleep 1 | timeout 5 gnutls-cli --x509cafile "$CA" --logfile=/dev/null "$@" "$SHOP" >/dev/null 2>&1 || true; }
fetch() { curl -sS -m 5 -o /dev/null --cacert "$CA" "$@" 2>/dev/null || true; }
quic() { timeout 5 gtlsclient -q --exit-on-all-streams-close "$@" >/dev/null 2>&1 || true; }

# browser SECONDS URL [options]: a browser with a new profile, ended after so many seconds.
chromium_for() {
  duration=$1
  shift
  timeout "$duration" chromium --headless --no-sandbox --disable-gpu --no-first-run --disable-sync --disable-background-networking \
    --disable-component-update --user-data-dir="$(mktemp -d -p "$WORK")" --ignore-certificate-errors-spki-list="$SPKI" \
    "$@" >/dev/null 2>&1 || true
}

firefox_for() {
  duration=$1
  url=$2
  shift 2
  profile=$(mktemp -d -p "$WORK")
  certutil -N -d "sql:$profile" --empty-password
  certutil -A -d "sql:$profile" -n test -t C,, -i "$CA"
  for name in network.captive-portal-service.enabled network.connectivity-service.enabled app.normandy.enabled app.update.auto \
    browser.safebrowsing.malware.enabled browser.safebrowsing.phishing.enabled; do
    echo "user_pref(\"$name\", false);"
  done >"$profile/user.js"
  for preference; do echo "user_pref($preference);"; done >>"$profile/user.js"
  HOME=$profile timeout "$duration" firefox-esr --headless --no-remote --profile "$profile" "$url" >/dev/null 2>&1 || true
}
