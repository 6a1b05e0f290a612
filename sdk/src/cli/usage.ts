export const usage = `ja4 requests|detections [name=value ...]   the newest requests, or the worst detections
ja4 follow requests [name=value ...]       what happens, as it happens; Ctrl-C ends it
ja4 follow detections|jobs                 the same of these, all of them
ja4 export requests|detections [name=value ...] [--format csv]
                                           everything that matches, to standard output
ja4 address <address> [from=-7d]           what is known about one client
ja4 triage <detection_id> status=closed comment="our own monitor"
ja4 status                                 how the platform is

Filters are those of the API (/docs/filters there): host=shop.example path='/wp-*' status=400..499 from=-1h
user_agent!=curl/8.5.0. --limit N lists more than 20; --json prints one JSON object a line.

JA4_API_URL  where the API is (http://127.0.0.1:8000 when not set)
JA4_API_KEY  an API key that may read
`;

/** The call itself is wrong: its message is shown with the usage. */
export class UsageError extends Error {}
