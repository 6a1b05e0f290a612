import type { Conditions } from '../store/conditions.js';

/** SQL of a row's time that is given as RFC 3339. */
export function hourOf(parameter: string): string {
  return `parseDateTimeBestEffort({${parameter}:String}, 'UTC')`;
}

/**
 * SELECT of what keys hold, each once.
 *
 * @param keys an array of tuples, `k` of the columns: `k.1 AS hour`
 */
export function ofKeys(keys: string, columns: string): string {
  return `SELECT DISTINCT ${columns} FROM (SELECT arrayJoin(${keys}) AS k)`;
}

const values: Readonly<Record<string, (parameter: string) => string>> = {
  hour: hourOf,
  client_ip: (parameter) => `toIPv6({${parameter}:String})`,
};

/**
 * Adds that rows `t` begin with one row and end before another; either is left out when undefined.
 *
 * @param columns what rows are ordered by, `hour` first
 */
export function betweenKeys<Key extends { readonly hour: string }>(
  conditions: Conditions,
  columns: readonly (keyof Key & string)[],
  start: Key | undefined,
  end: Key | undefined,
): Conditions {
  const compare = (name: 'start' | 'end', key: Key): void => {
    const operator = name === 'start' ? '>=' : '<';
    const given = columns.map((column) => (values[column] ?? ((text) => `{${text}:String}`))(`${name}_${column}`));
    conditions.add(
      // The first comparison says no more than the second, but the primary index understands it.
      `t.hour ${operator.charAt(0)}= ${hourOf(`${name}_hour`)}
      AND (${columns.map((column) => `t.${column}`).join(', ')}) ${operator} (${given.join(', ')})`,
      Object.fromEntries(columns.map((column) => [`${name}_${column}`, key[column]])),
    );
  };
  if (start) compare('start', start);
  if (end) compare('end', end);
  return conditions;
}
