/** What is said of sensors and of the platform. */
export const healthMessages = {
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
} as const;
