import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BothSourcesCounters } from '../inputs/both-sources.js';
import type { CaptureCounters } from '../inputs/capture/live-capture.js';
import type { IntakeCounters } from '../inputs/intake.js';
import type { SocketCounters } from '../inputs/socket-input.js';
import type { PolicyCounters } from '../privacy/policy.js';
import type { SenderCounters, SenderState } from '../sender/sender.js';
import type { Counters } from '../sentinel/counters.js';
import type { SpoolCounters } from '../spool/spool.js';

/** How the events of one kind go from the spool to the API. */
interface PathStatus extends SenderState {
  readonly backlog: { readonly batches: number; readonly bytes: number };
  readonly spool: SpoolCounters;
  readonly sender: SenderCounters;
}

/** Everything a sensor counts and says about itself. */
export interface SensorStatus {
  readonly pid: number;
  readonly started_at: string;
  readonly written_at: string;
  readonly intake: IntakeCounters;
  readonly http_socket: SocketCounters;
  readonly network_socket: SocketCounters;
  readonly both_sources: BothSourcesCounters;
  readonly policy: PolicyCounters;
  readonly captures: readonly {
    readonly interface: string;
    readonly trouble: string;
    readonly counters: CaptureCounters;
  }[];
  readonly sentinel: Counters;
  readonly http: PathStatus;
  readonly tls: PathStatus;
}

const pathOf = (spoolDir: string): string => join(spoolDir, 'status.json');

/** Writes the status where {@link readStatus} and people find it. */
export async function writeStatus(spoolDir: string, status: SensorStatus): Promise<void> {
  const draft = `${pathOf(spoolDir)}.new`;
  await writeFile(draft, `${JSON.stringify(status, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, pathOf(spoolDir));
}

/** The status that a sensor wrote last; null when there is none to read. */
export async function readStatus(spoolDir: string): Promise<SensorStatus | null> {
  try {
    return JSON.parse(await readFile(pathOf(spoolDir), 'utf8')) as SensorStatus;
  } catch {
    return null;
  }
}
