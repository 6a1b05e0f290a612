import { pino, type Logger } from 'pino';

export type { Logger };

/** A JSON logger on standard error; standard output belongs to the program's own result. */
export function createLogger(service: string, level: string = process.env.JA4_LOG_LEVEL || 'info'): Logger {
  return pino({ level, base: { service }, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2));
}
