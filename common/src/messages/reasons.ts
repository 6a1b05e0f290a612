/**
 * What a reason of a detection says: its key, and a name after it where it can say more than one thing. Where one sentence
 * could be taken for another, the narrower stands first.
 */
export const reasonMessages = {
  'alpn-mismatch': '{requests, number} of {all, number} requests are HTTP/2, the handshake offered {offered} only',
  anomaly: '{feature} is {value, number}, usual is {usual, number}: {meaning}',
  'anomaly.rare': '{feature} is {value, number}, usual is {usual, number} (p {p, number}): {meaning}',
  'anomaly.unknown': '{feature} is {value, number}, usual is unknown: {meaning}',
  'client-hint-mismatch.absent':
    'none of {requests, number} requests has Sec-CH-UA or Sec-Fetch-Mode, though the User-Agent says {userAgent}',
  'client-hint-mismatch.present':
    'all of {requests, number} requests have Sec-CH-UA, which only Chromium sends, though the User-Agent says {userAgent}',
  'cross-host-sweep':
    'the same paths on {hosts, number} hosts; {failed, number} of {requests, number} answers were 401, 403, 404 or 429',
  'distributed-bruteforce':
    'one of {addresses, number} addresses with the same handshake that hardly do anything but post logins, of whose {attempts, number} login attempts {refused, number} were refused',
  'false-search-engine': '{address} is no published address of {bot}, the User-Agent says {userAgent}',
  'h2-settings-mismatch.unknown':
    'HTTP/2 is opened with {fingerprint}, as no known browser does; the User-Agent says {userAgent}',
  'h2-settings-mismatch.browser':
    'HTTP/2 is opened with {fingerprint}, as {family} does; the User-Agent says {userAgent}',
  'handshakes-without-requests':
    '{handshakes, number} handshakes with {ja4s, number} JA4s in the hour, {used, number} of the connections carried a request ({requests, number} in all)',
  'header-order-mismatch':
    'no request has its headers in the order of the browser that the User-Agent names ({userAgent}), but like {order}',
  'ja4-over-many-addresses':
    "{addresses, number} addresses came with this handshake of {family} in 24 hours, {share, number, percent} of their requests dressed as a browser's, here {userAgent}",
  'ja4-rotation':
    'the address came with {lists, number} different cipher lists in the hour under {userAgents, number} User-Agents',
  'ja4-user-agent-mismatch': "the handshake is {family}'s (JA4 {ja4}), the User-Agent says {userAgent}",
  'login-bruteforce.refused': '{refused, number} of {attempts, number} login attempts were refused (401, 403 or 429)',
  'login-bruteforce.answers':
    '{attempts, number} login attempts in the hour, with answers of {sizes, number} sizes in all',
  'missing-browser-headers':
    'none of {requests, number} requests has Accept-Language or Sec-Fetch-Mode, though the User-Agent says {userAgent}',
  'pages-without-assets':
    'none of {requests, number} requests is for a style, script, image or favicon, and none has a Referer, though the User-Agent says {userAgent}',
  'payload-attack': '{payloads, number} of {requests, number} requests carry an attack',
  'payload-attack.paths': '{payloads, number} of {requests, number} requests carry an attack, such as {paths}',
  'request-burst': '{requests, number} requests in ten seconds, most of them no styles, scripts or images',
  'request-rate': '{requests, number} requests in the busiest minute, most of them no styles, scripts or images',
  'sensitive-path-scanning':
    '{sensitive, number} requests for paths that scanners look for, such as {paths}; {notFound, number} of {requests, number} answers were 404',
  'sni-mismatch': '{requests, number} requests are for {host}, the handshakes asked for {names}',
  'tcp-os-mismatch': 'the SYN (TTL {ttl}, options {options}) is not that of Windows, the User-Agent says {userAgent}',
} as const;
