const secondsSince = (start) => Math.round((Date.now() - start) / 1000);

/**
 * Shows on standard error that `work` is going on, with the seconds it took so far and what `detail()` says: one line
 * that is rewritten on a terminal, a line every ten seconds elsewhere. Returns what `work` returns.
 */
export async function withProgress(label, work, detail = () => '') {
  const start = Date.now();
  const out = process.stderr;
  const line = () => [`${label} ... ${secondsSince(start)} s`, detail()].filter(Boolean).join(', ');
  const show = () => out.write(out.isTTY ? `\r\x1b[K${line()}` : `${line()}\n`);
  out.write(out.isTTY ? label : `${label} ...\n`);
  const timer = setInterval(show, out.isTTY ? 500 : 10_000);
  let outcome = 'failed';
  try {
    const result = await work();
    outcome = 'done';
    return result;
  } finally {
    clearInterval(timer);
    out.write(`${out.isTTY ? '\r\x1b[K' : ''}${label}: ${outcome} in ${secondsSince(start)} s\n`);
  }
}
