/** What the parts of a risk and suggestions of labels say. */
export const riskMessages = {
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
} as const;
