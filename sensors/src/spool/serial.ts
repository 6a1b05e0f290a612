/** Runs pieces of asynchronous work one after the other. */
export class Serial {
  private last: Promise<unknown> = Promise.resolve();

  /** Resolves and rejects as `work` does, which begins when all work before it has ended. */
  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.last.then(work);
    this.last = result.catch(() => {});
    return result;
  }
}
