/** Reads an export as it arrives and hands it to the browser as a file, which keeps what is large on its disk. */
export class Download {
  /** Bytes that have arrived; undefined when none is under way. */
  bytes = $state<number>();
  error = $state.raw<unknown>();
  #stop = new AbortController();

  async run(
    name: string,
    type: string,
    read: (signal: AbortSignal) => Promise<ReadableStream<Uint8Array>>,
  ): Promise<void> {
    this.cancel();
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    this.error = undefined;
    this.bytes = 0;
    const counting = new TransformStream<Uint8Array, Uint8Array>({
      transform: (chunk, controller) => {
        this.bytes = (this.bytes ?? 0) + chunk.length;
        controller.enqueue(chunk);
      },
    });
    try {
      const body = (await read(signal)).pipeThrough(counting, { signal });
      save(name, new Blob([await new Response(body).blob()], { type }));
    } catch (error) {
      if (!signal.aborted) this.error = error;
    } finally {
      if (this.#stop.signal === signal) this.bytes = undefined;
    }
  }

  cancel(): void {
    this.#stop.abort();
    this.bytes = undefined;
  }
}

function save(name: string, blob: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
