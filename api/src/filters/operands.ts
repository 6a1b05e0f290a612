import { isIP } from 'node:net';
import { invalid } from '../http/invalid.js';
import { parseTime } from '../http/time-range.js';

/** Makes a query parameter of a value; returns how SQL names it. */
export type Bind = (type: string, value: string | number | boolean) => string;
/**
 * Returns the SQL of one operand of a filter on `column`; `null` and `!` are dealt with before.
 * @throws Problem validation-failed naming `location` when the operand is none
 */
export type Operand = (column: string, operand: string, bind: Bind, location: string) => string;

const maxPattern = 256;

export const textOperand: Operand = (column, operand, bind, location) => {
  if (operand.startsWith('=')) return `${column} = ${bind('String', operand.slice(1))}`;
  if (operand.startsWith('~')) {
    const pattern = operand.slice(1);
    if (pattern === '' || pattern.length > maxPattern) {
      throw invalid(location, `must have a regular expression of 1 to ${maxPattern} characters after ~`);
    }
    const bound = bind('String', pattern);
    // The first part is constant: an expression that cannot be compiled is refused where there is no row to match, too.
    return `(match('', ${bound}) < 2 AND match(${column}, ${bound}))`;
  }
  if (operand.endsWith('*')) return `startsWith(${column}, ${bind('String', operand.slice(0, -1))})`;
  return `${column} = ${bind('String', operand)}`;
};

export const textsOperand: Operand = (column, operand, bind, location) =>
  `arrayExists(x -> ${textOperand('x', operand, bind, location)}, ${column})`;

const headerForm = /^([\w!#$%&'*+.^`|~-]+)(?::[ \t]*(.*))?$/s;

export const headerOperand: Operand = (column, operand, bind, location) => {
  const [, name, value] = headerForm.exec(operand) ?? [];
  if (name === undefined) throw invalid(location, 'must be the name of a header, or `name: value`');
  const isNamed = `lower(h.1) = ${bind('String', name.toLowerCase())}`;
  const isValue = value === undefined ? '' : ` AND ${textOperand('h.2', value, bind, location)}`;
  return `arrayExists(h -> ${isNamed}${isValue}, ${column})`;
};

export const flagOperand: Operand = (column, operand, bind, location) => {
  if (operand !== 'true' && operand !== 'false') throw invalid(location, 'must be true, false or null');
  return `${column} = ${bind('Bool', operand === 'true')}`;
};

const numberForm = /^-?\d{1,16}(\.\d{1,16})?$/;

export const numberOperand: Operand = (column, operand, bind, location) =>
  inRange(column, operand, '<=', (text) => {
    if (!numberForm.test(text) || Math.abs(Number(text)) > Number.MAX_SAFE_INTEGER) {
      throw invalid(location, 'must be a number, or a range like 400..499, 400.. or ..499');
    }
    return bind(text.includes('.') ? 'Float64' : 'Int64', Number(text));
  });

/** @param nowMs what relative times are relative to */
export function timeOperand(nowMs: number): Operand {
  return (column, operand, bind, location) =>
    inRange(
      column,
      operand,
      '<',
      (text) => `fromUnixTimestamp64Micro(${bind('Int64', parseTime(text, location, nowMs))}, 'UTC')`,
    );
}

function inRange(column: string, operand: string, end: '<' | '<=', bound: (text: string) => string): string {
  const [from = '', to, ...rest] = operand.split('..');
  if (to === undefined || rest.length) return `${column} = ${bound(operand)}`;
  if (from === '') return `${column} ${end} ${bound(to)}`;
  if (to === '') return `${column} >= ${bound(from)}`;
  return `(${column} >= ${bound(from)} AND ${column} ${end} ${bound(to)})`;
}

export const addressOperand: Operand = (column, operand, bind, location) => {
  const [address = '', bits, ...rest] = operand.split('/');
  const family = isIP(address);
  const width = family === 4 ? 32 : 128;
  const isBlock = bits !== undefined && /^\d{1,3}$/.test(bits) && Number(bits) <= width;
  if (family === 0 || address.includes('%') || rest.length > 0 || (bits !== undefined && !isBlock)) {
    throw invalid(location, 'must be an address or a CIDR block');
  }
  // Equality, not a range of one: the indexes of addresses know what is equal.
  if (bits === undefined || Number(bits) === width) return `${column} = toIPv6(${bind('String', address)})`;
  // IPv4 stands in the last 32 of 128 bits.
  const prefix = bind('UInt8', Number(bits) + 128 - width);
  const range = `IPv6CIDRToRange(toIPv6(${bind('String', address)}), ${prefix})`;
  return `${column} BETWEEN ${range}.1 AND ${range}.2`;
};
