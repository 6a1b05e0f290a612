import { fstatSync, statSync } from 'node:fs';
import type { WriteStream } from 'node:tty';
import type { CaptureProgress } from '../fingerprint.js';
import { defaultColumns, grouped, printable } from './terminal.js';

const everyMs = 100;
const silentMs = 500;
const barCells = 20;
const eraseLine = '\r\x1b[K';

/** A line on a terminal that says how far the reading of a file has come; silent for files that take no time. */
export class ProgressLine {
  private readonly size: number;
  private readonly startMs = performance.now();
  private shownMs = this.startMs + silentMs - everyMs;
  private visible = false;

  constructor(
    private readonly terminal: WriteStream,
    private readonly path: string,
  ) {
    this.size = sizeOf(path);
  }

  show(progress: CaptureProgress): void {
    const nowMs = performance.now();
    if (nowMs - this.shownMs < everyMs) return;
    this.shownMs = nowMs;
    const line = progressText(printable(this.path), this.size, progress, nowMs - this.startMs);
    this.terminal.write(eraseLine + line.slice(0, (this.terminal.columns || defaultColumns) - 1));
    this.visible = true;
  }

  /** Makes way for other lines. */
  hide(): void {
    if (this.visible) this.terminal.write(eraseLine);
    this.visible = false;
  }
}

/** Bytes of a regular file; 0 for a pipe, which does not tell. */
function sizeOf(path: string): number {
  try {
    const stat = path === '-' ? fstatSync(0) : statSync(path);
    return stat.isFile() ? stat.size : 0;
  } catch {
    return 0; // Reading it will say what is wrong.
  }
}

/** A bar with what is left where the size is known, else only the counts. */
export function progressText(path: string, size: number, progress: CaptureProgress, elapsedMs: number): string {
  const { bytesRead, counters } = progress;
  const counts = `${grouped(counters.packets)} packets, ${grouped(counters.hellos)} hellos`;
  if (size === 0) return `${counts}, ${grouped(Math.round(bytesRead / 1e6))} MB read`;
  const share = Math.min(1, bytesRead / size);
  const cells = Math.floor(share * barCells);
  const secondsLeft = Math.ceil((elapsedMs / 1000) * (1 / share - 1));
  const bar = '█'.repeat(cells) + '░'.repeat(barCells - cells);
  return `${bar} ${Math.floor(share * 100)} %  ${counts}, ${secondsLeft} s left  ${path}`;
}
