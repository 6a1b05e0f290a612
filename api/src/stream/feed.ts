/** One event of a stream: `id` is where to go on after it. */
export interface FeedEvent {
  readonly id: string;
  readonly data: object;
}

/** What is new after a place, and where that leaves the reader. */
export interface FeedPage<Position> {
  readonly events: readonly FeedEvent[];
  readonly position: Position;
  /** More is there already. */
  readonly isPartial: boolean;
}

/** Something that can be followed from a place on: nothing is left out and nothing comes twice. */
export interface Feed<Position> {
  /** Returns the place where a reader without an event id begins: now. */
  now(): Promise<Position>;
  /** @throws Problem bad-request when the text is no id of this feed */
  parse(id: string): Position;
  idOf(position: Position): string;
  after(position: Position): Promise<FeedPage<Position>>;
}
