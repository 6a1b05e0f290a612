/** One message of a server-sent event stream; without data it only says how far the stream has come. */
export interface ServerSentEvent {
  id: string;
  event: string;
  data: string;
}

/** Messages larger than this are not ours. */
const maxMessageLength = 4_000_000;

/**
 * Reads the messages of a `text/event-stream` body (HTML standard, section 9.2.6). Comments, which keep the connection
 * alive, give nothing.
 */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerSentEvent, void> {
  const reader = body.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>).getReader();
  let rest = '';
  let lastId = '';
  let message: ServerSentEvent = { id: '', event: 'message', data: '' };
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      const lines = (rest + value).split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (line !== '') {
          addLine(message, line);
        } else {
          if (message.data !== '' || message.id !== lastId) yield { ...message, data: message.data.slice(0, -1) };
          lastId = message.id;
          message = { id: lastId, event: 'message', data: '' };
        }
      }
      if (rest.length + message.data.length > maxMessageLength) throw new Error('an event is too long');
    }
  } finally {
    await reader.cancel();
  }
}

function addLine(message: ServerSentEvent, line: string): void {
  const colon = line.indexOf(':');
  const field = colon === -1 ? line : line.slice(0, colon);
  const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
  if (field === 'data') message.data += `${value}\n`;
  else if (field === 'id') message.id = value;
  else if (field === 'event') message.event = value;
}
