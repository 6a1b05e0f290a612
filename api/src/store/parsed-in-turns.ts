import { setImmediate as turn } from 'node:timers/promises';

/** Some milliseconds' worth of the largest rows. */
const rowsAtOnce = 250;

/** Returns all rows. Of many it reads some at a time, so that nobody else waits meanwhile: what is there at once may be megabytes. */
export async function parsedInTurns<Row>(stream: AsyncIterable<readonly { json(): Row }[]>): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const some of stream) {
    for (const row of some) {
      rows.push(row.json());
      if (rows.length % rowsAtOnce === 0) await turn();
    }
  }
  return rows;
}
