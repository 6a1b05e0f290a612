import type { EngineOptions } from './engine.js';

const MiB = 1 << 20;

/** The largest insert of the platform is 32 MB; the rest is room for a statement and for others. */
export const maxBodyBytes = 64 * MiB;
export const maxBodyBytesTotal = 256 * MiB;

/** Sized for a demo and a small site: two cores and less than half a gigabyte at rest. */
export const engineOptions: Omit<EngineOptions, 'path'> = {
  lanes: 5,
  waiting: 128,
  args: [`--max_server_memory_usage=${2048 * MiB}`, `--mark_cache_size=${32 * MiB}`],
};
