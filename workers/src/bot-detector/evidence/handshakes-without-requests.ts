import { sentence } from '@ja4-platform/common';
import type { HandshakeRow } from '../../api-types.js';
import type { Rule } from './rule.js';

/** Opens connection after connection, and sends hardly a request on them. What is too few is left out by the API. */
export const handshakesWithoutRequests: Rule<HandshakeRow> = {
  key: 'handshakes-without-requests',
  severity: 'medium',
  evidence: ({ connections, used, requests, ja4s }) => ({
    detail: sentence('handshakes-without-requests', { handshakes: connections, ja4s, used, requests }),
  }),
};
