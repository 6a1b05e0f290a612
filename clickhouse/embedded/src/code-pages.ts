import { readFileSync } from 'node:fs';
import koffi from 'koffi';

/** Of `<sys/mman.h>` on Linux, for x86-64 and arm64 alike. */
const PROT_READ = 1;
const PROT_WRITE = 2;
const PROT_EXEC = 4;
const MAP_PRIVATE_ANONYMOUS = 0x22;
const MREMAP_MAYMOVE_FIXED = 3;
const MADV_HUGEPAGE = 14;

const libc = koffi.load(null);
const mmap = libc.func(
  'intptr_t mmap(intptr_t address, size_t length, int access, int flags, int file, int64_t offset)',
);
const munmap = libc.func('int munmap(intptr_t address, size_t length)');
const mprotect = libc.func('int mprotect(intptr_t address, size_t length, int access)');
const madvise = libc.func('int madvise(intptr_t address, size_t length, int advice)');
const mremap = libc.func('intptr_t mremap(intptr_t from, size_t length, size_t new_length, int flags, intptr_t to)');
const memcpy = libc.func('void memcpy(intptr_t to, intptr_t from, size_t length)');

/**
 * Moves the code of a loaded library into huge pages, as a ClickHouse server does with `remap_executable`. A statement runs
 * once through much of hundreds of megabytes of code; in pages of 4 KB the processor looks up where each of them lies again
 * and again. The copy takes the place of the file's pages at the same addresses in one step, so that a thread that runs in it
 * goes on. It is memory of the process, while the file's pages can be given back.
 *
 * @param library the end of the path of the library's file
 * @param maxBytes code that is larger stays where it is
 * @returns bytes that were moved; 0 when the code is larger, or the kernel does not give such pages
 */
export function moveCodeToHugePages(library: string, maxBytes: number): number {
  const page = hugePageBytes();
  const code = page ? codeOf(library) : undefined;
  if (!code) return 0;
  const start = Math.ceil(code.start / page) * page;
  const length = Math.floor(code.end / page) * page - start;
  if (length <= 0 || length > maxBytes) return 0;

  const copy = alignedMemory(length, page);
  if (copy === undefined) return 0;
  const isAdvised = madvise(copy, length, MADV_HUGEPAGE) === 0;
  if (isAdvised) memcpy(copy, start, length);
  const isMoved =
    isAdvised &&
    mprotect(copy, length, PROT_READ | PROT_EXEC) === 0 &&
    mremap(copy, length, length, MREMAP_MAYMOVE_FIXED, start) === start;
  // Once it is moved, whatever else this process allocates may lie there.
  if (!isMoved) munmap(copy, length);
  return isMoved ? length : 0;
}

/** Maps memory that begins where a page does; undefined when there is none. */
function alignedMemory(length: number, page: number): number | undefined {
  const room = mmap(0, length + page, PROT_READ | PROT_WRITE, MAP_PRIVATE_ANONYMOUS, -1, 0) as number;
  if (room === -1) return undefined;
  const start = Math.ceil(room / page) * page;
  munmap(room, start - room);
  munmap(start + length, room + page - start);
  return start;
}

/** 0 where the kernel has none, or gives them to nobody. */
function hugePageBytes(): number {
  const settings = '/sys/kernel/mm/transparent_hugepage';
  try {
    if (readFileSync(`${settings}/enabled`, 'utf8').includes('[never]')) return 0;
    return Number(readFileSync(`${settings}/hpage_pmd_size`, 'utf8'));
  } catch {
    return 0;
  }
}

/** Where the executable part of a library lies in this process. */
function codeOf(library: string): { start: number; end: number } | undefined {
  for (const line of readFileSync('/proc/self/maps', 'utf8').split('\n')) {
    const [, start, end] = /^([0-9a-f]+)-([0-9a-f]+) r-xp /.exec(line) ?? [];
    if (start && end && line.endsWith(library))
      return { start: Number.parseInt(start, 16), end: Number.parseInt(end, 16) };
  }
  return undefined;
}
