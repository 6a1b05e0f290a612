import type { SeenHello } from './event.js';
import type { Flow } from './flow/flow.js';
import type { ClientHello } from './tls/client-hello.js';

/**
 * Receives each hello that a carrier has put together.
 *
 * @returns what it parses to; null when it is not a ClientHello after all, which has been counted.
 */
export type HelloReport = (flow: Flow, seen: Omit<SeenHello, 'hello'>) => ClientHello | null;
