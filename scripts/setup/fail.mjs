/** A reason to stop that the person can act on: printed without a stack. */
export class SetupError extends Error {}

/** Runs `main` and ends the process with 1 and one message when it fails. */
export async function orExit(main) {
  try {
    await main();
  } catch (error) {
    process.stderr.write(`${error instanceof SetupError ? error.message : error.stack}\n`);
    process.exit(1);
  }
}
