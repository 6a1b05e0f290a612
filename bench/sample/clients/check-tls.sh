#!/bin/sh
# A certificate checker: one request by openssl (a new session, a resumed one, TLS 1.2), or by gnutls-cli.
# check-tls.sh CA_FILE openssl|gnutls
set -eu
request() { printf 'HEAD / HTTP/1.1\r\nHost: shop.example\r\nUser-Agent: check-tls/1.0\r\nConnection: close\r\n\r\n'; }
session=$(mktemp)
trap 'rm -f "$session"' EXIT
by_openssl() {
  { request; sleep 1; } |
    openssl s_client -quiet -connect shop.example:443 -servername shop.example -CAfile "$ca" "$@" >/dev/null 2>&1 || true
}
by_gnutls() {
  { request; sleep 1; } | gnutls-cli --x509cafile "$ca" --logfile=/dev/null shop.example "$@" >/dev/null 2>&1 || true
}
ca=$1
for round in 1 2 3; do
  if [ "$2" = openssl ]; then
    by_openssl -sess_out "$session"
    by_openssl -sess_in "$session"
    by_openssl -tls1_2
    by_openssl -alpn http/1.1
  else
    by_gnutls
    by_gnutls --priority 'NORMAL:-VERS-TLS1.3'
    by_gnutls --resume
    by_gnutls --alpn http/1.1
  fi
  sleep 3
done
