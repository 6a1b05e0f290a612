/**
 * SQL of the most frequent value among the requests of a group, where a row is of `t.requests` of them: exact where there are at most
 * 300 different values (three are kept for each that is asked for), an estimate where there are more. To count all of a
 * million, as a client that makes up its User-Agents sends them, takes more memory than a query has.
 *
 * @param among condition on the rows
 */
export function mostFrequent(value: string, among: string): string {
  return `topKWeightedIf(100)(${value}, t.requests, ${among})[1]`;
}
