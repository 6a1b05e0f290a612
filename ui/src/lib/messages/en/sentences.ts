/** What the API says of what it found: docs/messages.md explains keys and braces. */

/** What reasons of detections say. */
const reasonSentences = {
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
  'h2-settings-mismatch.browser':
    'HTTP/2 is opened with {fingerprint}, as {family} does; the User-Agent says {userAgent}',
  'h2-settings-mismatch.unknown':
    'HTTP/2 is opened with {fingerprint}, as no known browser does; the User-Agent says {userAgent}',
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
};

/** What the parts of a risk and suggestions of labels say. */
const riskSentences = {
  'risk.open-detections': 'Detections that are not closed: {detections, number}.',
  'risk.anomaly':
    'Its most unusual hour was above {share, number, percent} of clean ones; hours scored: {hours, number}.',
  'risk.anomaly.unscored': 'No model with a calibration scored it.',
  'risk.client-identity':
    '{lies, number} of {requests, number} requests claim a browser with a handshake that no browser sends.',
  'risk.client-identity.unknown': 'It claims no browser with a handshake that is known.',
  'risk.tcp-stack':
    'In {lies, number} of {requests, number} requests the packets come from another system than the User-Agent names.',
  'risk.tcp-stack.unknown': 'User-Agent and packets do not both name an operating system.',
  'risk.scanning': 'Requests for what scanners look for: {requests, number}.',
  'risk.guessing': '{refused, number} of {attempts, number} logins were refused.',
  'risk.rotation.one': 'Its handshakes show one TLS library.',
  'risk.rotation.many': 'Its handshakes show {libraries, number} TLS libraries.',
  'risk.rotation.unknown': 'No handshake is known.',
  'risk.refusals': '{refused, number} of {requests, number} answers were refusals or 404.',
  'risk.refusals.few': 'Too few requests to tell: {requests, number}.',
  'risk.label.legitimate': '{person} calls it legitimate.',
  'risk.label.suspicious': '{person} calls it suspicious.',
  'risk.label.bot': '{person} calls it bot.',
  'risk.label.none': 'Nobody labelled it for every host.',
  'risk.known-good': 'The list {list} names it: {name}.',
  'risk.known-good.none': 'No list of verified bots or own networks has it.',
  'suggestion.ja4': '{detections, number} open detections of {addresses, number} addresses share it',
  'suggestion.detection': '{address} on {host}: nobody judged it yet',
};

/** What is said of sensors and of the platform. */
const healthSentences = {
  'sensor.revoked': 'Its keys were revoked.',
  'sensor.well': 'It delivers what it sees.',
  'sensor.no-heartbeats': 'It sends events, but no heartbeats.',
  'sensor.trouble': 'It says: {trouble}',
  'sensor.never': 'Nothing has come from it yet: does `ja4-sensor run` run there?',
  'sensor.silent': 'Nothing has come from it for {time, duration}: it does not run, or cannot reach the API.',
  'sensor.held': 'It keeps its events until a person changes something: {trouble}.',
  'sensor.waiting': 'Its events do not get through, it tries again: {trouble}.',
  'sensor.lag': 'Its newest events were {time, duration} old on arrival.',
  'sensor.backlog': 'Batches that wait on its host: {batches, number}.',
  'sensor.no-handshakes':
    '{requests, number} https requests and not one handshake in 15 minutes: neither JsonSockLogTLS is on, nor does the capture see the port of the web server.',
  'sensor.no-requests':
    "{handshakes, number} handshakes and not one request in 15 minutes: mod_reqin_log is not loaded, or does not write to the sensor's socket.",
  'sensor.help': 'docs/blind-sensor.md says how to find out why.',
  'status.queue-away': 'The queue {queue} cannot be reached.',
  'status.quarantine': 'Batches that failed five times and wait for a person: {batches, number}.',
  'status.behind': 'Correlation is more than a minute behind.',
  'status.sensor.lagging': 'The sensor {sensor} is lagging.',
  'status.sensor.blind': 'The sensor {sensor} is blind.',
  'status.sensor.silent': 'The sensor {sensor} is silent.',
  'status.list-old': 'The list {list} is {days, number} days old.',
  'status.list-old-import':
    'The list {list} was imported {days, number} days ago, and nothing says how old its data is.',
  'status.list-failed': 'The list {list} could not be loaded.',
  'status.jobs-failed': 'Failed jobs of the queue {queue}: {jobs, number}.',
};

/** Of decisions about models. */
const decisionSentences = {
  'decision.holds': 'holds all gates',
  'decision.rate':
    'names {share, number, percent} of {rows, number} clean rows, {target, number, percent} is the target',
  'decision.canaries': 'finds {share, number, percent} of the canaries, the champion {champion, number, percent}',
  'decision.trees': 'the same seed gave other trees',
  'decision.first': 'the first model of its feature list',
  'decision.young': 'the champion saw less than a day',
  'decision.shadow': 'a day in the shadow: named {share, number, percent} of {rows, number} rows',
  'decision.newer': 'the newer {model} took its place',
  'decision.replaced': '{model} took its place',
  'decision.taught': '{features, number} features of {scope} moved the same way: its rows stay out of training',
};

/** Names of campaigns, and what their addresses share. */
const campaignSentences = {
  'campaign.several': '{addresses, number} addresses on {host} and {more, number} more',
  'campaign.one': '{addresses, number} addresses on {host}',
  'shared.ja4': '{members, number} of {addresses, number} addresses share the handshake',
  'shared.header_order': '{members, number} of {addresses, number} addresses share the order of headers',
  'shared.path_bucket': '{members, number} of {addresses, number} addresses share nearly the same paths',
  'shared.leaves': '{members, number} of {addresses, number} addresses end in the same leaves of the model',
};

export const sentences = {
  ...reasonSentences,
  ...riskSentences,
  ...healthSentences,
  ...decisionSentences,
  ...campaignSentences,
};
