const first = `parseDateTimeBestEffort({first_hour:String}, 'UTC')`;
const last = `parseDateTimeBestEffort({last_hour:String}, 'UTC')`;

/**
 * SQL after `FROM ... AS t`: rows of t count in their own hour and in the `hours - 1` after it, as far as those lie between the
 * parameters first_hour and last_hour. `later` says how many hours later.
 */
export function countedIn(hours: number): string {
  return `ARRAY JOIN range(toUInt32(greatest(0, dateDiff('hour', t.hour, ${first}))),
            toUInt32(least(${hours - 1}, dateDiff('hour', t.hour, ${last}))) + 1) AS later
          WHERE t.hour >= ${first} - ${hours - 1} * 3600 AND t.hour <= ${last}`;
}
