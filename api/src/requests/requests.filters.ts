import { fields, type FieldType } from '../fields.js';
import {
  addressOperand,
  flagOperand,
  headerOperand,
  numberOperand,
  textOperand,
  textsOperand,
  timeOperand,
  type Operand,
} from '../filters/operands.js';
import type { Conditions } from '../store/conditions.js';
import type { RequestFilters } from './requests.filters.types.js';

/**
 * Adds the filters of a search, an export or a stream to the conditions on `http_logs`.
 *
 * @param nowMs what relative times are relative to
 */
export function addRequestFilters(conditions: Conditions, filters: RequestFilters, nowMs: number): Conditions {
  const operands: Record<FieldType, Operand> = {
    text: textOperand,
    texts: textsOperand,
    integer: numberOperand,
    number: numberOperand,
    boolean: flagOperand,
    address: addressOperand,
    time: timeOperand(nowMs),
    pairs: headerOperand,
  };
  for (const { name, type } of fields) {
    if (name === 'time') continue;
    const sql = name === 'batch_id' ? 'toString(t.batch_id)' : `t.${name}`;
    const isArray = type === 'texts' || type === 'pairs';
    conditions.filter(name, filters[name], operands[type], sql, isArray ? `empty(${sql})` : undefined);
  }
  return conditions;
}

/** Whether any filter narrows the requests. */
export function hasFilters(filters: RequestFilters): boolean {
  return fields.some(({ name }) => name !== 'time' && filters[name] !== undefined);
}
