import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rootDir } from '../platform.js';
import { evaluation } from './detection.js';
import type { Evaluation } from './evaluation.js';
import { evaluationPage } from './page.js';

/** Two days of test with a thousand addresses that try stolen passwords, on a site of about a thousand addresses. */
const fortnights = { seeds: 5, historyDays: 12, testDays: 2, scale: 0.4 };

const evaluationFiles = {
  json: join(rootDir, 'docs', 'evaluation.json'),
  page: join(rootDir, 'docs', 'evaluation.md'),
};

/**
 * Judges the detector by five simulated fortnights and by real logs, and writes docs/evaluation.md and its numbers.
 *
 * @param sample says that a part of the first fortnight becomes the sample of the test of quality
 */
export async function detectionBench(
  log: (line: string) => void,
  sample: boolean,
): Promise<{ holds: boolean; result: Evaluation }> {
  const result = await evaluation({ ...fortnights, sample }, log);
  await writeFile(evaluationFiles.json, `${JSON.stringify(result, null, 2)}\n`);
  await writeFile(evaluationFiles.page, evaluationPage(result));
  return { holds: result.targets.every(({ met }) => met), result };
}
