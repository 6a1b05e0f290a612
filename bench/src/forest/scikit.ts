import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const program = join(import.meta.dirname, '../../scikit/isolation_forest.py');
/** Debian's, where its packages are; the first of the PATH may be another. */
const python = '/usr/bin/python3';

/** Version of the scikit-learn that is installed, or undefined. */
export async function scikitVersion(): Promise<string | undefined> {
  try {
    const { stdout } = await run(python, ['-c', 'import sklearn; print(sklearn.__version__)']);
    return stdout.trim();
  } catch {
    return undefined;
  }
}

/** What scikit-learn's IsolationForest of 100 trees of 256 rows makes of the rows; its scores are high for anomalies. */
export async function scikitResult(
  values: Float64Array,
  width: number,
  seed: number,
  directory: string,
): Promise<{ fit_s: number; score_s: number; scores: Float64Array }> {
  const [rows, scores] = [join(directory, 'rows.f64'), join(directory, 'scores.f64')];
  await writeFile(rows, values);
  const { stdout } = await run(python, [program, rows, String(width), String(seed), scores]);
  const { fit_s, score_s } = JSON.parse(stdout) as { fit_s: number; score_s: number };
  return { fit_s, score_s, scores: new Float64Array(Uint8Array.from(await readFile(scores)).buffer) };
}
