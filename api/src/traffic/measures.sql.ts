import { attributeColumns } from './attributes.js';
import type { Attribute } from './traffic.types.js';

/** SQL of how many different values of an attribute the requests of a group have. */
export function distinctOf(attribute: Attribute): string {
  const { column, isPresent } = attributeColumns[attribute];
  return isPresent === '1' ? `uniq(${column})` : `uniqIf(${column}, ${isPresent})`;
}
