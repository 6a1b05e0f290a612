import type { Line } from './scan.js';
import type { ReusedBuffer } from './workspace.js';

/** What the platform says about an event; no line may say it itself. */
export const stampFields = ['sensor_id', 'batch_id', 'received_at', 'seq'] as const;

export interface Stamp {
  readonly sensorId: string;
  readonly batchId: string;
  /** Milliseconds since 1970 UTC. */
  readonly receivedAt: number;
}

/** Writes the lines with their stamp as first fields into `target`, ready for ClickHouse, and returns its bytes. */
export function stampLines(body: Buffer, lines: readonly Line[], stamp: Stamp, target: ReusedBuffer): Buffer {
  const head = Buffer.from(
    `{"sensor_id":${JSON.stringify(stamp.sensorId)},"batch_id":"${stamp.batchId}",` +
      `"received_at":"${new Date(stamp.receivedAt).toISOString()}","seq":`,
  );
  const bytes = lines.reduce((sum, { start, end }) => sum + end - start, 0);
  const longestNumber = String(lines.at(-1)?.number ?? 0).length;
  return target.fill(bytes + lines.length * (head.length + longestNumber + 1), (stamped) => {
    let at = 0;
    for (const { number, start, end } of lines) {
      at += head.copy(stamped, at);
      at += stamped.write(`${number},`, at, 'latin1');
      at += body.copy(stamped, at, start + 1, end);
      stamped[at++] = 0x0a;
    }
    return at;
  });
}
