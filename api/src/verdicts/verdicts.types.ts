/** What a change of labels or rules did to stored detections and to the addresses to act on. */
export interface Effect {
  /**
   * Detections that are kept out of lists now.
   * @isInt
   */
  suppressed: number;
  /**
   * Detections that are lifted now.
   * @isInt
   */
  raised: number;
  /**
   * Detections that are again as they were found.
   * @isInt
   */
  released: number;
  /**
   * Decisions that are handed out now, or for longer.
   * @isInt
   */
  decisions_added: number;
  /** @isInt */
  decisions_ended: number;
  /** With very many detections a job evaluates them: `GET /v1/jobs/{id}`. The counts are of what was done at once. */
  job_id: string | null;
}

/** One part of all detections, evaluated. */
export interface EvaluatedPart extends Effect {
  /**
   * How many parts there are: the next one is due while it is below.
   * @isInt
   */
  parts: number;
}
