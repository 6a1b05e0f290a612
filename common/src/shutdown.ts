/**
 * Runs `close` once when the process is told to end: SIGTERM, SIGINT, or (under the launcher, JA4_SUPERVISED=1) the end
 * of the pipe on standard input, which is how a child learns that its launcher was killed. Exits 0 when `close` settles,
 * 1 when it fails or takes longer than `limitMs`.
 */
export function onShutdown(close: (reason: string) => Promise<void>, limitMs = 10_000): void {
  let closing = false;
  const end = (reason: string): void => {
    if (closing) return;
    closing = true;
    setTimeout(() => process.exit(1), limitMs).unref();
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
    process.stdin.on('end', () => end('launcher gone'));
    process.stdin.on('error', () => end('launcher gone'));
    process.stdin.resume();
  }
}
