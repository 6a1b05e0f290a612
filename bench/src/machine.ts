import { availableParallelism, cpus, totalmem } from 'node:os';

/** One line that names the machine a number was measured on. */
export function machine(): string {
  const model = cpus()[0]?.model ?? 'unknown processor';
  return `${availableParallelism()} x ${model}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, ${process.platform}`;
}
