import fc, { type Arbitrary } from 'fast-check';
import type { Operation, Parameter, Schema, Specification } from './specification.js';

/** One call of an operation. */
export interface Call {
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** Text that has broken other systems: SQL, templates, markup, control characters, formulas, patterns that explode. */
const hostile = [
  "' OR 1=1 --",
  "'; DROP TABLE http_logs; --",
  '{limit:UInt32}',
  '${7*7}',
  '\\',
  '%',
  '\u0000',
  '\u202e',
  '\ud800',
  '😀'.repeat(20),
  '=cmd|"/C calc"!A0',
  '<script>alert(1)</script>',
  '../../etc/passwd',
  '~(',
  '~(a+)+$',
  '~((a{1000}){1000}){1000}',
  '!~[',
  '!',
  '*',
  'null',
  '..',
  '1..2..3',
  '-999999999d',
  '-999999999d..',
  '1970-01-01T00:00:00Z',
  '2261-12-31T23:59:59Z',
  '9999-12-31T23:59:59Z',
  '2026-02-30T00:00:00Z',
  '-1',
  '1e308',
  'NaN',
  'Infinity',
  '9223372036854775808',
  '18446744073709551616',
  '2147483648',
  '1000000000000000000000',
  '::/0',
  '0.0.0.0/0',
  '::ffff:1.2.3.4/130',
  'fe80::1%eth0',
  '__proto__',
  'constructor',
  'x'.repeat(5000),
];
/** What columns of fewer bits cannot hold, and what JavaScript writes with an exponent. */
const hostileNumbers = fc.constantFrom(-1, 0.5, 2 ** 31, 2 ** 53, 1e20, 1e21, 1e308);
const hostileNames = ['__proto__', 'constructor', 'limit[]', "a' OR 1=1", 'SELECT', '$where', 'FORMAT', 'query', ''];
const hostileText = fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: 'binary', maxLength: 30 }));

/** Makes calls of operations from what the specification says. `known` are values that answers held, by their name. */
export class Generator {
  constructor(
    private readonly specification: Specification,
    private readonly known: ReadonlyMap<string, ReadonlySet<string>>,
  ) {}

  /** Calls as the specification wants them. */
  valid(operation: Operation): Arbitrary<Call> {
    return this.call(operation, (parameter) => this.parameter(parameter), this.validBody(operation));
  }

  /** Calls with something wrong: in a parameter, its name, a header or the body. */
  invalid(operation: Operation): Arbitrary<Call> {
    const wrongValues = this.call(
      operation,
      (parameter) =>
        parameter.in === 'header' ? fc.constantFrom('', 'x', 'a b', '"1"', 'x'.repeat(300)) : hostileText,
      this.validBody(operation),
    );
    const wrongNames = fc
      .tuple(this.valid(operation), fc.constantFrom(...hostileNames), hostileText)
      .map(([call, name, value]): Call => ({ ...call, query: [...call.query, [name, value]] }));
    const twice = this.valid(operation).map((call): Call => ({ ...call, query: [...call.query, ...call.query] }));
    if (!operation.body) return fc.oneof(wrongValues, wrongNames, twice);
    const wrongBody = fc
      .tuple(this.valid(operation), this.wrongBody(operation))
      .map(([call, body]): Call => ({ ...call, body }));
    return fc.oneof(wrongValues, wrongNames, wrongBody, wrongBody);
  }

  private call(
    operation: Operation,
    valueOf: (parameter: Parameter) => Arbitrary<unknown>,
    body: Arbitrary<string | undefined>,
  ): Arbitrary<Call> {
    const ofKind = (kind: Parameter['in']) => {
      const parameters = operation.parameters.filter((parameter) => parameter.in === kind);
      const values = Object.fromEntries(parameters.map((parameter) => [parameter.name, valueOf(parameter)]));
      const requiredKeys = parameters.filter(({ required }) => required).map(({ name }) => name);
      const all = fc.record(values, { requiredKeys, noNullPrototype: true });
      // Few of many filters at once, or nothing would ever be found.
      const few = fc
        .subarray(parameters, { maxLength: Math.min(3, parameters.length) })
        .chain((some) =>
          fc.record(Object.fromEntries(some.map(({ name }) => [name, values[name] as Arbitrary<unknown>]))),
        );
      return kind === 'query' && requiredKeys.length === 0 ? fc.oneof(few, few, all) : all;
    };
    return fc.tuple(ofKind('path'), ofKind('query'), ofKind('header'), body).map(([path, query, headers, text]) => ({
      path: operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
        segment(String((path as Record<string, unknown>)[name])),
      ),
      query: Object.entries(query).flatMap(([name, value]) =>
        [value].flat().map((item): [string, string] => [name, String(item)]),
      ),
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
      body: text,
    }));
  }

  private parameter({ name, in: place, schema }: Parameter): Arbitrary<unknown> {
    // One that was sent before is answered 409, whatever else is sent.
    if (name === 'Idempotency-Key') return fc.uuid();
    const known = [...(this.known.get(name) ?? [])].slice(0, 50);
    if (place === 'header') return fc.constantFrom('"1"', '"2"', '7', ...known);
    const arbitrary = this.value(schema, name);
    const text = ['from', 'to'].includes(name) ? fc.constantFrom('-1h', '-30d', '2026-11-22T00:00:00Z') : arbitrary;
    return known.length ? fc.oneof(fc.constantFrom(...known), text) : text;
  }

  private validBody({ body }: Operation): Arbitrary<string | undefined> {
    if (!body) return fc.constant(undefined);
    if (body.type === 'application/json') return this.value(body.schema, '').map((value) => JSON.stringify(value));
    if (body.type === 'application/x-ndjson') {
      const lines = fc.array(this.value(body.schema, ''), { minLength: 1, maxLength: 5 });
      return lines.map((events) => events.map((event) => `${JSON.stringify(event)}\n`).join(''));
    }
    return fc.constantFrom('\n', '192.0.2.0/24,x\n');
  }

  private wrongBody({ body }: Operation): Arbitrary<string> {
    if (body?.type !== 'application/json') return hostileText.map((text) => text.toWellFormed());
    const broken = fc.constantFrom(
      '',
      '{',
      '[]',
      'null',
      '"x"',
      '[[[[[[[[[[',
      '{"a":1}{"a":2}',
      '{"__proto__":{"a":1}}',
    );
    const mutated = fc
      .tuple(this.value(body.schema, ''), fc.nat(), fc.oneof(hostileText, hostileNumbers, fc.jsonValue()))
      .map(([value, at, wrong]) => JSON.stringify(mutate(value, at, wrong)));
    return fc.oneof(broken, mutated, mutated, mutated);
  }

  /** Returns values of a schema. */
  value(raw: Schema, name: string, depth = 0): Arbitrary<unknown> {
    if (depth > 8) return fc.constant(null);
    const schema = this.specification.resolve(raw);
    const value = this.notNull(schema, name, depth);
    return schema.nullable ? fc.option(value) : value;
  }

  private notNull(schema: Schema, name: string, depth: number): Arbitrary<unknown> {
    if (schema.enum) return fc.constantFrom(...schema.enum);
    if (schema.anyOf) return fc.oneof(...schema.anyOf.map((variant) => this.value(variant, name, depth)));
    switch (schema.type) {
      case 'boolean':
        return fc.boolean();
      case 'integer': {
        const { minimum: min = -1000, maximum: max = 100_000 } = schema;
        return fc.integer({ min, max: Math.max(min, Math.min(max, 2 ** 31 - 1)) });
      }
      case 'number':
        return fc.double({ min: schema.minimum ?? -1e6, max: schema.maximum ?? 1e6, noNaN: true });
      case 'array': {
        const { minItems: minLength = 0, maxItems = 3 } = schema;
        const maxLength = Math.max(minLength, depth > 3 ? 0 : Math.min(maxItems, 3));
        return fc.array(this.value(schema.items ?? {}, name, depth + 1), { minLength, maxLength });
      }
      case 'object':
        return this.object(schema, depth);
      default:
        return this.text(schema, name);
    }
  }

  private object({ properties = {}, required = [], additionalProperties }: Schema, depth: number): Arbitrary<unknown> {
    const values = Object.fromEntries(
      Object.entries(properties).map(([name, property]) => [name, this.value(property, name, depth + 1)]),
    );
    const own = fc.record(values, { requiredKeys: required, noNullPrototype: true });
    if (typeof additionalProperties !== 'object') return own;
    const others = fc.dictionary(
      fc.string({ minLength: 1, maxLength: 8 }),
      this.value(additionalProperties, '', depth + 1),
      {
        maxKeys: 2,
        noNullPrototype: true,
      },
    );
    return fc.tuple(own, others).map(([a, b]) => ({ ...b, ...a }));
  }

  private text({ format, pattern, minLength = 0, maxLength = 20 }: Schema, name: string): Arbitrary<string> {
    // Events are taken of the last days alone.
    if (name === 'time' && pattern) return fc.constantFrom(...recentTimes());
    if (format === 'ip') return fc.constantFrom('203.0.113.7', '2001:db8::7', '::ffff:192.0.2.1');
    if (name === 'url') return fc.constantFrom('https://soar.example/hooks/ja4', 'http://[2001:db8::7]:8080/?a=b');
    if (format === 'date-time') return fc.constantFrom('2026-11-22T14:00:00Z', '2026-11-22T14:00:00.123456+02:00');
    if (name.endsWith('_ip') || name === 'address') return fc.constantFrom('203.0.113.7', '2001:db8::7', '10.0.0.0/8');
    if (name.endsWith('_id')) return fc.oneof(fc.uuid(), fc.constant('web-1'));
    const known = [...(this.known.get(name) ?? [])].filter((text) => text.length >= minLength).slice(0, 50);
    const free = pattern
      ? fc.stringMatching(new RegExp(pattern))
      : fc.string({ minLength, maxLength: Math.max(minLength, Math.min(maxLength, 20)) });
    return known.length ? fc.oneof(free, fc.constantFrom(...known)) : free;
  }
}

/** A part of a path: whoever sends a URL takes one or two dots out of it, and none is no part. */
function segment(value: string): string {
  return /^\.{0,2}$/.test(value) ? 'x' : encodeURIComponent(value.toWellFormed());
}

/** Times of the last hour as events may have them. */
function recentTimes(): string[] {
  const text = new Date(Date.now() - 600_000).toISOString();
  return [text, text.replace('Z', '456Z'), text.replace(/\.\d+Z/, '+00:00'), text.replace(/\.\d+Z/, '-00:30')];
}

/** Returns a copy in which one value, chosen by a number, is another. */
function mutate(value: unknown, at: number, wrong: unknown): unknown {
  if (Array.isArray(value) && value.length) {
    const index = at % value.length;
    return value.map((item: unknown, i) => (i === index ? mutate(item, Math.floor(at / value.length), wrong) : item));
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const names = [...Object.keys(value), 'not_known_here'];
    const name = names[at % names.length] as string;
    const inner = mutate((value as Record<string, unknown>)[name], Math.floor(at / names.length), wrong);
    return { ...value, [name]: inner };
  }
  return wrong;
}
