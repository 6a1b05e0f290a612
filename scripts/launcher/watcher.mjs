// Runs a program and kills it when the pipe on standard input ends, that is, when whoever started it is gone.
import { spawn } from 'node:child_process';

const [program, ...args] = process.argv.slice(2);
// Before there is a program: one that is quick to speak may be answered with a signal at once.
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => child.kill(signal));
const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'] });
process.stdin.on('end', () => child.kill('SIGKILL')).resume();
child.on('error', (error) => {
  process.stderr.write(`${program}: ${error.message}\n`);
  process.exit(127);
});
child.on('exit', (code) => process.exit(code ?? 1));
