import type { Schemas } from '@ja4-platform/sdk';
import { messages } from '#lib/messages.ts';

/** Returns what a label or rule did to stored detections, in words. */
export function describeEffect(effect: Schemas['Effect']): string {
  const words = messages.effect;
  if (effect.job_id !== null) return words.job(effect.job_id);
  const parts = (['suppressed', 'raised', 'released', 'decisions_added', 'decisions_ended'] as const).flatMap((name) =>
    effect[name] === 0 ? [] : [words[name](effect[name])],
  );
  return parts.length === 0 ? words.none : words.done(parts);
}
