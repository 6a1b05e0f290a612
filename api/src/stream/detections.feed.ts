import { NIL as firstUuid, validate as isUuid } from 'uuid';
import { withMessages } from '../detections/detections.service.js';
import { invalidEventId } from './event-id.js';
import type { Feed, FeedPage } from './feed.js';
import type { StreamRepository } from './stream.repository.js';

/** A place among detections in the order of their last change. */
export interface ChangePosition {
  /** Milliseconds since 1970 UTC. */
  readonly changedMs: number;
  readonly detectionId: string;
}

const pageSize = 500;
/** A change may become readable a moment after the time it bears: what is younger waits. */
const settleMs = 1000;

/** Detections as they stand, in the order of their last change. */
export class DetectionsFeed implements Feed<ChangePosition> {
  constructor(
    private readonly detections: StreamRepository,
    private readonly clock: { now(): number },
    private readonly lastChange: () => Promise<number>,
  ) {}

  now(): Promise<ChangePosition> {
    return Promise.resolve({ changedMs: this.clock.now() - settleMs, detectionId: firstUuid });
  }

  parse(id: string): ChangePosition {
    const [, changedMs, detectionId] = /^(\d{1,15})-([0-9a-f-]{36})$/.exec(id) ?? [];
    if (!isUuid(detectionId)) throw invalidEventId();
    return { changedMs: Number(changedMs), detectionId: detectionId as string };
  }

  idOf({ changedMs, detectionId }: ChangePosition): string {
    return `${changedMs}-${detectionId}`;
  }

  async after(position: ChangePosition): Promise<FeedPage<ChangePosition>> {
    const until = this.clock.now() - settleMs;
    const nothing = { events: [], position, isPartial: false };
    if ((await this.lastChange()) < position.changedMs || until <= position.changedMs) return nothing;
    const found = await this.detections.detectionsAfter(position, until, pageSize);
    const places = found.map(({ updated_at, detection_id: detectionId }) => ({
      changedMs: Date.parse(updated_at),
      detectionId,
    }));
    const events = found.map((row, index) => ({
      id: this.idOf(places[index] as ChangePosition),
      data: withMessages(row),
    }));
    return { events, position: places.at(-1) ?? position, isPartial: found.length === pageSize };
  }
}
