import { Session, type Profiler } from 'node:inspector';

const measured = '/sensors/dist/sentinel/';

/** A place in a compiled file that has been executed. */
export type Place = `${string}:${number}`;

/**
 * Which characters of the sentinel's code have been executed, from V8's precise block coverage. It costs some milliseconds to
 * ask and slows the code down, so it is asked once for many inputs and switched off when the corpus has been grown.
 */
export class Coverage {
  private readonly session = new Session();
  private readonly files = new Map<string, Uint8Array>();

  start(): void {
    this.session.connect();
    this.session.post('Profiler.enable');
    this.session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  }

  stop(): void {
    this.session.post('Profiler.stopPreciseCoverage');
    this.session.disconnect();
  }

  /** Where code was executed since the last call that is not known yet: block by block, one place for each. */
  take(): Place[] {
    const places: Place[] = [];
    // The callback runs before `post` returns.
    this.session.post('Profiler.takePreciseCoverage', (_error, { result }) => {
      for (const { url, functions } of result) {
        if (url.includes(measured)) places.push(...this.newIn(url, functions));
      }
    });
    return places;
  }

  /** Makes the places known. */
  add(places: readonly Place[]): void {
    for (const place of places) {
      const [url, at] = splitPlace(place);
      this.fileOf(url, at + 1)[at] = 1;
    }
  }

  /** Characters known to be executed. */
  get covered(): number {
    return [...this.files.values()].reduce((sum, file) => sum + file.reduce((count, mark) => count + mark, 0), 0);
  }

  private newIn(url: string, functions: Profiler.FunctionCoverage[]): Place[] {
    const end = Math.max(...functions.flatMap(({ ranges }) => ranges.map(({ endOffset }) => endOffset)));
    const now = new Uint8Array(end);
    // Inner ranges come behind the ones they stand in.
    for (const { ranges } of functions) {
      if (!ranges[0]?.count) continue;
      for (const { startOffset, endOffset, count } of ranges) now.fill(count > 0 ? 1 : 0, startOffset, endOffset);
    }
    const known = this.fileOf(url, end);
    const places: Place[] = [];
    for (let at = 0; at < end; at += 1) if (now[at] && !known[at]) places.push(`${url}:${at}`);
    return places;
  }

  private fileOf(url: string, length: number): Uint8Array {
    const file = this.files.get(url) ?? new Uint8Array(0);
    if (file.length >= length) return file;
    const longer = new Uint8Array(length);
    longer.set(file);
    this.files.set(url, longer);
    return longer;
  }
}

function splitPlace(place: Place): [url: string, at: number] {
  const colon = place.lastIndexOf(':');
  return [place.slice(0, colon), Number(place.slice(colon + 1))];
}
