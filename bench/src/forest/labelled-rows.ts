import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import type { FeatureDefinition } from '@ja4-platform/workers';

/** Some rows of a labelled set: row-major values, and whether each row is an anomaly. */
export interface LabelledRows {
  readonly values: Float64Array;
  readonly labels: Uint8Array;
}

/** A file of columns f0..fN,label (1 is an anomaly), gzipped or plain, read part by part so that it may be of any size. */
export class LabelledFile {
  constructor(
    readonly path: string,
    private readonly rowsAtOnce = 65_536,
  ) {}

  /** @throws Error when there is no header that ends with `label` */
  async features(): Promise<FeatureDefinition[]> {
    for await (const header of this.#lines()) return featuresOf(header, this.path);
    throw new Error(`${this.path}: is empty`);
  }

  /**
   * The rows in their order. An empty value, or one that is no number, is missing.
   *
   * @throws Error that names the line whose number of values or label is wrong
   */
  async *rows(): AsyncGenerator<LabelledRows, void> {
    let width = 0;
    let number = 0;
    let part = { values: new Float64Array(), labels: new Uint8Array() };
    let filled = 0;
    for await (const line of this.#lines()) {
      if (number++ === 0) {
        width = featuresOf(line, this.path).length;
        part = emptyPart(this.rowsAtOnce, width);
      } else if (line !== '') {
        const cells = line.split(',');
        const label = cells[width];
        if (cells.length !== width + 1 || (label !== '0' && label !== '1')) {
          throw new Error(`${this.path}: line ${number} is not ${width} values and a label of 0 or 1`);
        }
        for (let at = 0; at < width; at++) part.values[filled * width + at] = cells[at] ? Number(cells[at]) : NaN;
        part.labels[filled++] = Number(label);
        if (filled === this.rowsAtOnce) {
          yield part;
          part = emptyPart(this.rowsAtOnce, width);
          filled = 0;
        }
      }
    }
    if (filled) yield { values: part.values.subarray(0, filled * width), labels: part.labels.subarray(0, filled) };
  }

  #lines(): AsyncIterable<string> {
    const file = createReadStream(this.path);
    const input = this.path.endsWith('.gz') ? (file.compose(createGunzip()) as NodeJS.ReadableStream) : file;
    return createInterface({ input, crlfDelay: Infinity });
  }
}

function emptyPart(
  rows: number,
  width: number,
): { values: Float64Array<ArrayBuffer>; labels: Uint8Array<ArrayBuffer> } {
  return { values: new Float64Array(rows * width), labels: new Uint8Array(rows) };
}

function featuresOf(header: string, path: string): FeatureDefinition[] {
  const names = header.split(',');
  if (names.pop()?.trim() !== 'label' || names.length === 0) {
    throw new Error(`${path}: the first line is not f0,...,fN,label`);
  }
  return names.map((name) => ({ name, direction: 0 }));
}
