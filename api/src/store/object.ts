/**
 * Returns SQL of a JSON object.
 *
 * @param fields the ClickHouse type and the expression of each, by its name
 */
export function objectOf(fields: Readonly<Record<string, readonly [type: string, expression: string]>>): string {
  const values = Object.values(fields).map(([, expression]) => expression);
  const types = Object.entries(fields).map(([name, [type]]) => `${name} ${type.replaceAll("'", "\\'")}`);
  return `CAST(tuple(${values.join(', ')}), 'Tuple(${types.join(', ')})')`;
}
