/** What each kind of problem is, by its code; one that is new has its own title. */
export const problems: Partial<Record<string, string>> = {
  'bad-request': 'The request cannot be read',
  conflict: 'In conflict with what is stored',
  forbidden: 'Not allowed',
  'headers-too-large': 'The address or the headers are too long',
  'idempotency-conflict': 'The same idempotency key with another body',
  internal: 'An error of ours',
  'not-found': 'Not found',
  'payload-too-large': 'Too large',
  'precondition-failed': 'Changed since it was read',
  'precondition-required': 'If-Match is required',
  'query-too-heavy': 'The query costs too much',
  'too-many-requests': 'Too many requests',
  unauthorized: 'No valid key or session',
  unavailable: 'Not available for the moment',
  'unsupported-media-type': 'This content type or encoding is not accepted',
  'validation-failed': 'The request does not fit the specification',
};
