import { isIP } from 'node:net';
import { beginning } from '@ja4-platform/common';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { readSpecification } from '../http/specification.js';
import type { EventKind, RejectedLine } from './events.types.js';

/** What is wrong with a line. */
export type Refusal = Omit<RejectedLine, 'line'>;

type Schema = Record<string, unknown>;

const schemaOfKind: Record<EventKind, string> = { http: 'HttpEvent', tls: 'TlsEvent' };
/** A surrogate without its partner, as JSON.stringify writes it; an escaped backslash before `ud8..` is not one. */
const loneSurrogate = /(?<!\\)(?:\\\\)*\\ud[89a-f]/;
const longestDetail = 300;

/** The specification's own word on a line, compiled from the schemas of openapi.yaml. */
export class EventValidator {
  private readonly validators: Record<EventKind, ValidateFunction>;

  constructor(specification = readSpecification()) {
    const ajv = new Ajv({ strict: false, allErrors: false });
    ajv.addFormat('ip', { type: 'string', validate: isAddress });
    // The specification's formats of numbers say how wide they are; their minimum and maximum are the rule.
    for (const format of ['int32', 'int64', 'double', 'float']) ajv.addFormat(format, true);
    ajv.addSchema(withNull(specification) as Schema, 'api');
    const compiled = (kind: EventKind): ValidateFunction =>
      ajv.compile({ $ref: `api#/components/schemas/${schemaOfKind[kind]}` });
    this.validators = { http: compiled('http'), tls: compiled('tls') };
  }

  /** Returns the line as ClickHouse shall read it, or what is wrong with it. */
  check(kind: EventKind, text: string): string | Refusal {
    let event: unknown;
    try {
      event = JSON.parse(text);
    } catch (error) {
      // The message names one UTF-16 unit of the line, which may be half a character.
      const message = beginning(`is not JSON: ${(error as Error).message}`, longestDetail);
      return { pointer: '', detail: message };
    }
    const validate = this.validators[kind];
    if (!validate(event)) return refusal(validate.errors?.[0]);
    const { time } = event as { time: string };
    const canonicalTime = utcMicroseconds(time);
    if (!canonicalTime) return { pointer: '/time', detail: 'is not a date of the calendar' };
    const line = JSON.stringify({ ...(event as object), time: canonicalTime });
    if (loneSurrogate.test(line)) return { pointer: '', detail: 'holds half a surrogate pair' };
    return line;
  }
}

/** Returns the time in UTC with six digits of a second, or nothing when there is no such time. */
function utcMicroseconds(time: string): string | undefined {
  const [, day, seconds, fraction = '', offset] = /^(.{10})T(.{8})(?:\.(\d+))?(Z|.{6})$/.exec(time) ?? [];
  const milliseconds = Date.parse(`${day}T${seconds}.000${offset}`);
  const midnight = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(milliseconds) || Number.isNaN(midnight)) return undefined;
  // Date.parse takes 30 February for 2 March.
  if (!new Date(midnight).toISOString().startsWith(day ?? '')) return undefined;
  return `${new Date(milliseconds).toISOString().slice(0, -5)}.${fraction.slice(0, 6).padEnd(6, '0')}Z`;
}

/** `::` is nobody's address, and what a left-out one becomes. */
function isAddress(text: string): boolean {
  return isIP(text) !== 0 && !text.includes('%') && /[1-9a-f]/i.test(text.replace(/^0\.0\.0\.0$/, '1'));
}

function refusal(error: ErrorObject | undefined): Refusal {
  if (!error) return { pointer: '', detail: 'does not fit the specification' };
  const { instancePath, keyword, params, message = '' } = error as ErrorObject & { params: Record<string, unknown> };
  if (keyword === 'additionalProperties') {
    const name = String(params.additionalProperty);
    return {
      pointer: beginning(`${instancePath}/${escapePointer(name)}`, 200),
      detail: 'is not a field of this event',
    };
  }
  if (keyword === 'required') {
    return { pointer: `${instancePath}/${String(params.missingProperty)}`, detail: 'is required' };
  }
  const allowed = Array.isArray(params.allowedValues) ? `: ${params.allowedValues.map(String).join(', ')}` : '';
  return { pointer: instancePath, detail: (message + allowed).slice(0, longestDetail) };
}

function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** OpenAPI 3.0 says `nullable: true` where JSON Schema wants a second type. */
export function withNull(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withNull);
  if (typeof value !== 'object' || value === null) return value;
  const { nullable, ...rest } = value as Schema;
  const schema = Object.fromEntries(Object.entries(rest).map(([name, inner]) => [name, withNull(inner)]));
  return nullable === true ? { anyOf: [schema, { type: 'null' }] } : schema;
}
