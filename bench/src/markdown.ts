import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootDir } from './platform.js';

/** A table of Markdown. */
export function table(header: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Writes a page as the project formats them. */
export function writeMarkdown(path: string, text: string): void {
  writeFileSync(path, text);
  execFileSync(join(rootDir, 'node_modules', '.bin', 'prettier'), ['--write', '--log-level', 'warn', path]);
}
