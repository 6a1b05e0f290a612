import type { NumberList } from '../tls/number-list.js';

/** JA3 writes all lists of a hello, at most 131,070 bytes, with up to four characters for each byte. */
const room = 4 * 131_072;
const text = Buffer.allocUnsafeSlow(room);

const comma = 0x2c;
const dash = 0x2d;
const underscore = 0x5f;
const zero = 0x30;

const hexDigits = Buffer.from('0123456789abcdef');
const hexDigit = (value: number): number => hexDigits[value & 0x0f] as number;

/** Numbers as four hex digits each, joined by commas; those of the second list, if it has any, behind an underscore. */
export function hexText(numbers: NumberList, more?: NumberList): string {
  let end = writeHex(numbers, 0);
  if (more?.length) {
    text[end] = underscore;
    end = writeHex(more, end + 1);
  }
  return text.toString('latin1', 0, end);
}

function writeHex(numbers: NumberList, start: number): number {
  let at = start;
  for (let index = 0; index < numbers.length; index += 1) {
    const number = numbers.at(index);
    text[at] = hexDigit(number >> 12);
    text[at + 1] = hexDigit(number >> 8);
    text[at + 2] = hexDigit(number >> 4);
    text[at + 3] = hexDigit(number);
    text[at + 4] = comma;
    at += 5;
  }
  return numbers.length ? at - 1 : at;
}

/** The lists in decimal, numbers joined by dashes, lists by commas. */
export function decimalText(first: number, lists: readonly NumberList[]): string {
  let at = writeDecimal(first, 0);
  for (const numbers of lists) {
    text[at++] = comma;
    for (let index = 0; index < numbers.length; index += 1) {
      if (index > 0) text[at++] = dash;
      at = writeDecimal(numbers.at(index), at);
    }
  }
  return text.toString('latin1', 0, at);
}

/** Writes a number of 16 bits and returns where it ends. */
function writeDecimal(number: number, start: number): number {
  const end = start + (number < 10 ? 1 : number < 100 ? 2 : number < 1000 ? 3 : number < 10_000 ? 4 : 5);
  let rest = number;
  for (let at = end - 1; at >= start; at -= 1) {
    const tenth = (rest / 10) | 0;
    text[at] = zero + rest - 10 * tenth;
    rest = tenth;
  }
  return end;
}
