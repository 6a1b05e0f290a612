import { readFileSync } from 'node:fs';

/** Returns the name and the parent of a process, as proc(5) has them; nothing when it is gone or there is no /proc. */
function statusOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/status`, 'utf8');
    return { name: /^Name:\s*(.*)$/m.exec(text)?.[1], parent: /^PPid:\s*(\d+)$/m.exec(text)?.[1] };
  } catch {
    return {};
  }
}

/**
 * Returns a function that says whether the npm that ran this process is still there. npm cannot pass a SIGKILL on, and
 * between npm and us may be a shell that outlives it.
 */
export function npmWatch() {
  if (!process.env.npm_lifecycle_event) return () => true;
  const parent = process.ppid;
  const { name = '', parent: npm } = statusOf(parent);
  const isShell = /^(ba|da|k|z)?sh$/.test(name);
  return () => process.ppid === parent && (!isShell || statusOf(parent).parent === npm);
}
