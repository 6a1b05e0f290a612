import { createClient } from '@ja4-platform/sdk';

/** The API of the page's own origin; the session cookie speaks for the person. */
export const api = createClient({ baseUrl: '', retries: 2 });
