// What is captured: the one table behind sensors/captures and its README.
const IPV4 = 'ja4s-0';
const IPV6 = 'ja4s-1';

export const hosts = [
  { namespace: IPV4, address: '198.51.100.14', ttl: 55 },
  { namespace: IPV6, address: '2001:db8:41:7::1a2c', ttl: 57 },
];

/** One capture: `run` is a shell script that knows clients.sh; `interface` is watched in `where`, the server's eth0 by default. */
const capture = (name, what, run, { namespace = IPV4, ...watched } = {}) => ({
  name,
  what,
  namespace,
  ...watched,
  run,
});
const overIpv6 = { namespace: IPV6 };
const loopback = { where: IPV4, interface: 'any' };

const longAlpn = Array.from({ length: 20 }, (_, index) => `protocol-number-${index}`).join(',');
const sessionOfQuic = '--session-file="$WORK/quic" --tp-file="$WORK/quic-parameters"';

export const scenarios = [
  capture('chromium', 'new, then resumed', 'chromium_for 12 "https://$SHOP/"'),
  capture('chromium-retry', 'HelloRetryRequest, then resumed', 'chromium_for 12 "https://$SHOP:444/"'),
  capture(
    'chromium-early-data',
    'resumed with 0-RTT',
    'chromium_for 12 --enable-features=EnableTLS13EarlyData "https://$SHOP/early-data"',
  ),
  capture(
    'chromium-quic',
    'HTTP/3, then resumed',
    'chromium_for 50 --origin-to-force-quic-on="$SHOP:4433" "https://$SHOP:4433/"',
  ),
  capture(
    'chromium-webrtc',
    'DTLS of a data channel between two peers',
    'ip route replace default dev eth0; chromium_for 12 --disable-features=WebRtcHideLocalIpsWithMdns "https://$SHOP/data-channel"',
    loopback,
  ),
  capture('firefox', 'new, then resumed; IPv6', 'firefox_for 14 "https://$SHOP/"', overIpv6),
  capture('firefox-retry', 'HelloRetryRequest, then resumed', 'firefox_for 14 "https://$SHOP:444/"'),
  capture('firefox-early-data', 'resumed with 0-RTT', 'firefox_for 14 "https://$SHOP/early-data"'),
  capture(
    'firefox-quic',
    'HTTP/3 after TCP, then resumed',
    `firefox_for 55 "https://$SHOP:4433/" '"network.http.http3.disable_when_third_party_roots_found", false' '"network.http.http3.alt-svc-mapping-for-testing", "shop.example;h3=:4433"'`,
  ),
  capture(
    'firefox-webrtc',
    'DTLS of a data channel between two peers',
    `firefox_for 14 "https://$SHOP/data-channel" '"media.peerconnection.ice.obfuscate_host_addresses", false'`,
    loopback,
  ),
  capture(
    'curl',
    'HTTP/2; TLS 1.2; an address for a name',
    'fetch "https://$SHOP/"; fetch --tls-max 1.2 --http1.1 "https://$SHOP/"; fetch -k https://192.0.2.10/',
  ),
  capture('curl-ipv6', 'an IPv6 address for a name', 'fetch -k "https://[2001:db8:80::10]/"', overIpv6),
  capture('wget', 'GnuTLS', 'wget -q -O /dev/null --ca-certificate="$CA" "https://$SHOP/again"'),
  capture('python', 'urllib', '/usr/bin/python3 "$CLIENTS/visit.py" "$CA"'),
  capture('node', 'fetch, https, https resumed', '"$NODE" "$CLIENTS/visit.mjs"'),
  capture(
    'openssl',
    'new, resumed; TLS 1.2, 1.1, 1.0; no name',
    'tls -sess_out "$WORK/s"; tls -sess_in "$WORK/s"; tls -no_tls1_3 -noservername; tls -tls1_1 -cipher ALL:@SECLEVEL=0; tls -tls1 -cipher ALL:@SECLEVEL=0',
  ),
  capture(
    'openssl-alpn',
    'names of every shape',
    'for name in h2 h a- -a ab "a b" "$(printf "\\253\\315")" J; do tls -alpn "$name,http/1.1"; done',
  ),
  capture('openssl-retry', 'HelloRetryRequest', 'tls -connect "$SHOP:444" -groups X25519:P-384'),
  capture(
    'openssl-early-data',
    'resumed with 0-RTT',
    'echo GET / >"$WORK/early"; tls -connect "$SHOP:8445" -sess_out "$WORK/e"; tls -connect "$SHOP:8445" -sess_in "$WORK/e" -early_data "$WORK/early"',
  ),
  capture(
    'gnutls',
    'new, resumed; TLS 1.2; ALPN; IPv6',
    "gnutls; gnutls --resume; gnutls --priority 'NORMAL:-VERS-TLS1.3'; gnutls --alpn h2 --alpn http/1.1",
    overIpv6,
  ),
  capture('gnutls-retry', 'HelloRetryRequest', 'gnutls --port 444'),
  capture(
    'openssl-dtls',
    'DTLS 1.2, with a cookie',
    'tls -connect "$SHOP:5684" -dtls1_2; tls -connect "$SHOP:5684" -dtls -noservername',
  ),
  capture(
    'openssl-dtls-fragments',
    'DTLS 1.2, the hello in pieces',
    `tls -connect "$SHOP:5684" -dtls1_2 -mtu 256 -alpn ${longAlpn}`,
  ),
  capture(
    'gnutls-dtls',
    'DTLS 1.2, with a cookie',
    'gnutls --udp --port 5685; gnutls --udp --port 5685 --mtu 300 --alpn coap',
  ),
  capture(
    'gtls-quic',
    'new, resumed with 0-RTT',
    `quic ${sessionOfQuic} "$SHOP" 4434 "https://$SHOP/"; quic ${sessionOfQuic} "$SHOP" 4434 "https://$SHOP/"`,
  ),
  capture('gtls-quic-retry', 'a Retry changes the connection id and the keys', 'quic "$SHOP" 4435 "https://$SHOP/"'),
  capture('proxy-protocol', 'PROXY line', 'fetch --haproxy-protocol "https://$SHOP/"'),
  capture('http-connect', 'CONNECT', 'fetch -x "http://$SHOP:3128" "https://$SHOP/"'),
  capture(
    'socks',
    'SOCKS 5 and 4',
    'fetch --socks5 "$SHOP:1080" "https://$SHOP/"; fetch --socks4 "$SHOP:1081" "https://$SHOP/"',
  ),
  capture(
    'starttls',
    'SMTP, FTP, POP3, IMAP, LDAP, XMPP, PostgreSQL',
    'for of in smtp:25 ftp:21 pop3:110 imap:143 ldap:389 xmpp:5222 postgres:5432; do tls -connect "$SHOP:${of#*:}" -starttls "${of%:*}"; done',
  ),
];
