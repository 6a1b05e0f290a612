/** The command line asks for something that does not exist; `message` names it. */
export class UsageError extends Error {}
