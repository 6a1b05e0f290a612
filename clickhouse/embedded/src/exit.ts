import koffi from 'koffi';

const endAtOnce = koffi.load(null).func('void _exit(int status)') as (status: number) => void;

/** Has this process end without the destructors of native code: those of the engine wait for a statement that still runs. */
export function exitWithoutDestructors(): void {
  process.on('exit', (code) => endAtOnce(code));
}
