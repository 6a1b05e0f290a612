import { MAX as lastUuid, validate as isUuid } from 'uuid';
import type { LoggedRequest } from '../requests/requests.types.js';
import { invalidEventId } from './event-id.js';

/** A place in `http_logs` in the order of correlation. */
export interface StreamPosition {
  readonly joinNo: number;
  readonly batchId: string;
  readonly seq: number;
}

const lastSeq = 0xffff_ffff;

/** The place after all requests of this run of the correlation. */
export function endOf(joinNo: number): StreamPosition {
  return { joinNo, batchId: lastUuid, seq: lastSeq };
}

export function isEnd(position: StreamPosition): boolean {
  return position.batchId === lastUuid;
}

export function positionOf(request: LoggedRequest): StreamPosition {
  return { joinNo: request.join_no, batchId: request.batch_id, seq: request.seq };
}

export function eventId({ joinNo, batchId, seq }: StreamPosition): string {
  return `${joinNo}-${batchId}-${seq}`;
}

/** @throws Problem bad-request when the text is no id that {@link eventId} wrote. */
export function parseEventId(text: string): StreamPosition {
  const [, joinNo, batchId, seq] = /^(\d{1,15})-([0-9a-f-]{36})-(\d{1,10})$/.exec(text) ?? [];
  if (!isUuid(batchId) || Number(seq) > lastSeq) throw invalidEventId();
  return { joinNo: Number(joinNo), batchId: batchId as string, seq: Number(seq) };
}
