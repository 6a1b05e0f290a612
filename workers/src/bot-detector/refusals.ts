import { chunks } from '@ja4-platform/common';
import { ProblemError } from '@ja4-platform/sdk';

/** Statuses of what is wrong with the items themselves: sent again, they are refused again. */
const REFUSED = new Set([400, 413, 422]);

/** What the API would not store in one run of a job. */
export class Refusals {
  count = 0;
  /** What the API said of the first. */
  reason: string | undefined;

  /**
   * Sends items, `size` at once. Clients choose much of what is said of them, so no item may keep the others out: a part that is
   * refused is sent again in halves, and what is refused alone is left out and counted.
   */
  async send<Item, Answer>(
    items: readonly Item[],
    size: number,
    send: (part: Item[]) => Promise<Answer>,
  ): Promise<Answer[]> {
    const answers: Answer[] = [];
    for (const part of chunks(items, size)) {
      try {
        answers.push(await send(part));
      } catch (error) {
        if (!(error instanceof ProblemError) || !REFUSED.has(error.status)) throw error;
        if (part.length > 1) answers.push(...(await this.send(part, Math.ceil(part.length / 2), send)));
        else {
          this.count++;
          this.reason ??= error.detail;
        }
      }
    }
    return answers;
  }
}
