import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TargetName } from './targets.js';

const root = join(import.meta.dirname, '..', '..', '..');
/** Inputs that reached code no other one did, and those that once showed a fault: one folder for each target. */
const corpus = join(root, 'sensors', 'corpus');
/** Inputs that show a fault. They may come from captures that are not the project's: one to keep goes to the corpus by hand. */
const faults = join(root, 'build', 'fuzz');

/** The inputs kept for a target. */
export function kept(name: TargetName): Buffer[] {
  const path = join(corpus, name);
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .sort()
    .map((file) => readFileSync(join(path, file)));
}

/** Keeps an input in the corpus. */
export const keep = (name: TargetName, input: Buffer): string => write(corpus, name, input);

/** Keeps an input that shows a fault and returns its path. */
export const keepFault = (name: TargetName, input: Buffer): string => write(faults, name, input);

/** Writes an input under the digest of its bytes. */
function write(folder: string, name: TargetName, input: Buffer): string {
  const path = join(folder, name, createHash('sha256').update(input).digest('hex').slice(0, 12));
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(path, input);
  return path;
}
