// The real API behind something that answers in its place when it is told to: heartbeats pass while events do not.
import { once } from 'node:events';
import http from 'node:http';

/** `faulty.answer` is the status to give to batches of events instead of the API's own answer; undefined lets them pass. */
export async function faultyApi(apiUrl) {
  const faulty = { answer: undefined };
  const server = http.createServer((request, response) => {
    if (faulty.answer && request.url.startsWith('/v1/events/')) {
      const status = faulty.answer;
      request.resume();
      response.writeHead(status, { 'content-type': 'application/problem+json' });
      response.end(JSON.stringify({ title: 'A fault', detail: 'of the test', status, code: 'fault', request_id: '' }));
      return;
    }
    const { method, url, headers } = request;
    const onward = http.request(new URL(url, apiUrl), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  faulty.url = `http://127.0.0.1:${server.address().port}`;
  faulty.stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return faulty;
}
