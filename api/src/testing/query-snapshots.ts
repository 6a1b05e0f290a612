import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootDir } from '../http/pages.js';
import type { Store } from '../store/store.js';

const directory = join(rootDir, 'clickhouse', 'queries');

/** What the store is asked while an API is called, by operation: one file of SQL for each. */
export class QuerySnapshots {
  private readonly statements = new Map<string, Set<string>>();

  /** @param wanted operations that are kept; all of them when absent */
  constructor(
    private readonly store: Store,
    private readonly wanted?: readonly string[],
  ) {}

  /** Names of the operations that asked anything. */
  get operations(): string[] {
    return [...this.statements.keys()];
  }

  /** Does the work and keeps its statements. */
  async record(work: () => Promise<void>): Promise<void> {
    this.store.onStatement = (operation, query) => this.keep(operation, query);
    try {
      await work();
    } finally {
      this.store.onStatement = undefined;
    }
  }

  /** Writes the files anew; in CI it compares them with those that are committed instead. */
  save(): void {
    mkdirSync(directory, { recursive: true });
    for (const [operation, found] of this.statements) {
      const file = join(directory, `${operation}.sql`);
      const text = textOf(found);
      if (process.env.CI) assert.equal(committed(file), text, `${file} is not what is asked: run npm test, commit it`);
      else writeFileSync(file, text);
    }
  }

  private keep(operation: string, query: string): void {
    if (this.wanted && !this.wanted.includes(operation)) return;
    const known = this.statements.get(operation) ?? new Set();
    this.statements.set(operation, known.add(tidied(query.replaceAll(this.store.database, 'ja4_processing'))));
  }
}

/** Statements in the order of their text: what runs at the same time has no order of its own. */
function textOf(statements: ReadonlySet<string>): string {
  return [...statements]
    .sort()
    .map((sql) => `${sql};\n`)
    .join('\n');
}

/** The indentation of the code that a statement stands in is not its own. */
function tidied(sql: string): string {
  const lines = sql.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '').join('\n  ');
}

function committed(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
