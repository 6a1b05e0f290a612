import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TargetName } from './targets.js';

/** Inputs that reached code no other one did, and those that once showed a fault: one folder for each target. */
const folder = join(import.meta.dirname, '..', '..', '..', 'sensors', 'corpus');

/** The inputs kept for a target. */
export function kept(name: TargetName): Buffer[] {
  const path = join(folder, name);
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .sort()
    .map((file) => readFileSync(join(path, file)));
}

/** Keeps an input under the digest of its bytes and returns its path. */
export function keep(name: TargetName, input: Buffer): string {
  const path = join(folder, name, createHash('sha256').update(input).digest('hex').slice(0, 12));
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(path, input);
  return path;
}
