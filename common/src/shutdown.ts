/** Without its launcher a process has lost what it talks to, and nobody waits for it. */
const orphanLimitMs = 3_000;

/**
 * Runs `close` once when the process is told to end: SIGTERM, SIGINT, or (under the launcher, JA4_SUPERVISED=1) the end
 * of the pipe on standard input, which is how a child learns that its launcher was killed. Exits 0 when `close` settles,
 * 1 when it fails or takes longer than `limitMs` (at most three seconds without a launcher).
 */
export function onShutdown(close: (reason: string) => Promise<void>, limitMs = 10_000): void {
  let closing = false;
  const end = (reason: string, withinMs = limitMs): void => {
    if (closing) return;
    closing = true;
    setTimeout(() => process.exit(1), withinMs).unref();
    close(reason).then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`shutdown failed: ${String(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', () => end('SIGTERM'));
  process.on('SIGINT', () => end('SIGINT'));
  if (process.env.JA4_SUPERVISED === '1') {
    const orphaned = (): void => end('launcher gone', Math.min(limitMs, orphanLimitMs));
    process.stdin.on('end', orphaned);
    process.stdin.on('error', orphaned);
    process.stdin.resume();
  }
}
