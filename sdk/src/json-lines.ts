/** Lines longer than this are not ours. */
const maxLineLength = 16_000_000;

/**
 * Reads a body of JSON lines as it arrives: what `client.requests.export()` and its kin return. Throws when the connection
 * breaks before the end, so a loop that ends has seen everything.
 *
 * @example
 * const body = await client.requests.export({ from: '-7d', ja4: 't13d1516h2_*' });
 * for await (const request of jsonLines<Schemas['LoggedRequest']>(body)) console.log(request.host);
 */
export async function* jsonLines<Item>(body: ReadableStream<Uint8Array>): AsyncGenerator<Item, void> {
  const reader = body.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>).getReader();
  let rest = '';
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) break;
      const lines = (rest + value).split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > maxLineLength) throw new Error('a line is too long');
      for (const line of lines) if (line !== '') yield JSON.parse(line) as Item;
    }
    if (rest !== '') yield JSON.parse(rest) as Item;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
