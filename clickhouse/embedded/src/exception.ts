/** An error as ClickHouse words it: `Code: 62. DB::Exception: text. (SYNTAX_ERROR)`. */
export class ClickHouseException extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }

  static of(code: number, type: string, text: string): ClickHouseException {
    return new ClickHouseException(code, `Code: ${code}. DB::Exception: ${text}. (${type})`);
  }

  /** The exception in the engine's own message; anything else becomes code 1002, UNKNOWN_EXCEPTION. */
  static parse(message: string): ClickHouseException {
    const code = /^Code: (\d+)\./.exec(message)?.[1];
    return code
      ? new ClickHouseException(Number(code), message)
      : ClickHouseException.of(1002, 'UNKNOWN_EXCEPTION', message);
  }
}

const byStatus: Record<number, readonly number[]> = {
  400: [6, 8, 15, 25, 26, 27, 36, 37, 38, 41, 44, 53, 62, 72, 117, 123, 167, 168, 223, 321, 376, 427, 441, 675, 676],
  403: [192, 193, 497, 512, 516],
  404: [46, 47, 50, 56, 60, 63, 73, 78, 81, 115, 152, 336, 511],
  408: [159],
  413: [229],
  501: [48],
  503: [76, 202, 209, 439],
};
const statuses = new Map(Object.entries(byStatus).flatMap(([status, codes]) => codes.map((c) => [c, Number(status)])));

/**
 * HTTP status of an exception code, as ClickHouse's exceptionCodeToHTTPStatus maps it. One code differs on purpose:
 * TOO_MANY_SIMULTANEOUS_QUERIES (202) is 503 here, so that a caller sees by the status alone that it may retry.
 */
export function httpStatus(code: number): number {
  return statuses.get(code) ?? 500;
}
