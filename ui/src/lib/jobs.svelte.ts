import type { Schemas } from '@ja4-platform/sdk';
import { api } from '#lib/api.ts';
import { isSignedOut, session } from '#lib/session.svelte.ts';

type Job = Schemas['Job'];

const ended = new Set<Job['state']>(['completed', 'failed', 'cancelled', 'quarantined']);

/** Returns whether nothing more will happen to a job by itself. */
export const isEnded = (job: Job): boolean => ended.has(job.state);

/** Tells what happens to jobs for as long as a component lives; call it while the component is made. */
export function followJobs(onJob: (job: Job) => void, onError: (error: unknown) => void): void {
  $effect(() => {
    const stop = new AbortController();
    void follow(stop.signal);
    return () => stop.abort();
  });

  async function follow(signal: AbortSignal): Promise<void> {
    try {
      for await (const { data } of api.jobs.stream({ signal })) onJob(data);
    } catch (error) {
      if (isSignedOut(error)) session.expire();
      onError(error);
    }
  }
}
