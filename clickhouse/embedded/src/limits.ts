import { totalmem } from 'node:os';
import type { EngineOptions } from './engine.js';

const MiB = 1 << 20;

/** The largest insert of the platform is 32 MB; the rest is room for a statement and for others. */
export const maxBodyBytes = 64 * MiB;
export const maxBodyBytesTotal = 256 * MiB;

/** Of the machine, or what this process may take of it. */
const available = Math.min(totalmem(), process.constrainedMemory() || Infinity);
/** With tens of millions of requests merges need more than a demo does. */
const memory = Math.max(2048 * MiB, Math.floor(available / 4));
/** The engine's code is 380 MB. In huge pages all of it stays in memory, which a small machine would rather have for data. */
export const maxCodeBytes = available / 16;

/** Sized for a demo and a small site: two cores and half a gigabyte at rest, the code in huge pages aside. */
export const engineOptions: Omit<EngineOptions, 'path' | 'onStuck'> = {
  lanes: 8,
  waiting: 128,
  long: { priority: 4, places: 3 },
  args: [
    // What `clickhouse local` has otherwise than a server.
    '--implicit_select=0',
    '--allow_introspection_functions=0',
    // `BACKUP DATABASE … TO File('name')` writes below the data directory, as a server's own settings have it.
    '--backups.allowed_path=backups',
    `--max_server_memory_usage=${memory}`,
    `--mark_cache_size=${32 * MiB}`,
    `--primary_index_cache_size=${32 * MiB}`,
    `--index_mark_cache_size=${16 * MiB}`,
    `--query_condition_cache_size=${8 * MiB}`,
    `--compiled_expression_cache_size=${16 * MiB}`,
  ],
};
