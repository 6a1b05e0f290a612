import type { Platform } from '../platform.js';

/** One way to call a reading operation. */
export interface Endpoint {
  /** The operation, and what is asked of it. */
  readonly name: string;
  readonly path: string;
  readonly isEntityPage: boolean;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: Schema;
}

interface Schema {
  readonly enum?: readonly string[];
  readonly $ref?: string;
}

interface Contract {
  readonly paths: Record<string, { get?: Operation }>;
  readonly components: { readonly schemas: Record<string, Schema> };
}

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly security?: readonly Record<string, unknown>[];
  readonly responses: Record<string, { readonly content?: Record<string, unknown> }>;
}

/** An often and a seldom seen value of each attribute: what is asked for most, and what an analyst hunts for. */
export type Samples = Record<string, readonly string[]>;

/** Filters of the search that each go another way through the table. */
const searches: Record<string, (samples: Samples) => string> = {
  client_ip: ({ ip }) => `client_ip=${value(ip?.[1])}`,
  ja4: ({ ja4 }) => `ja4=${value(ja4?.[1])}`,
  host: ({ host }) => `host=${value(host?.[1])}`,
  status: () => 'status=500',
  'sort=time': () => 'sort=time',
  count: () => 'count=true',
};
const longest = 'from=-14d';
/** A tick of correlation is gone when it is asked for. */
const lastingJobs = '/v1/jobs?queue=detection&state=completed';

export async function samplesOf(platform: Platform): Promise<Samples> {
  const attributes: Record<string, string> = {
    ip: `replaceRegexpOne(toString(client_ip), '^::ffff:', '')`,
    ja4: `ifNull(ja4, '')`,
    ja3: `ifNull(ja3_hash, '')`,
    host: 'host',
    asn: `ifNull(toString(asn), '')`,
    country: `ifNull(country, '')`,
    user_agent: 'user_agent',
    path: 'path',
    header_order_hash: 'header_order_hash',
  };
  const samples: Record<string, string[]> = {};
  for (const [name, expression] of Object.entries(attributes)) {
    const sql = `SELECT ${expression} AS value FROM http_logs WHERE time >= now() - INTERVAL 24 HOUR
      GROUP BY value ORDER BY count() DESC, value`;
    const values = (await platform.sql(`${sql} LIMIT 20000`)).split('\n').filter(Boolean);
    samples[name] = [values[0] ?? '', values[Math.floor(values.length / 2)] ?? ''];
  }
  return samples;
}

/**
 * Every GET of the contract that answers with JSON, over its default range and over all that is stored. What a path names is
 * taken from the list above it; `missing` names the operations whose list is empty.
 */
export async function readingEndpoints(
  platform: Platform,
  samples: Samples,
): Promise<{ endpoints: Endpoint[]; missing: string[] }> {
  const contract = resolved((await get(platform, '/openapi.json')) as Contract);
  const endpoints: Endpoint[] = [];
  const missing: string[] = [];
  for (const [template, { get: operation }] of Object.entries(contract.paths)) {
    if (!operation || !isJson(operation) || !takesKeys(operation)) continue;
    const paths = await pathsOf(platform, template, operation, samples);
    if (paths.length === 0) missing.push(operation.operationId);
    for (const { path, label } of paths) {
      const required = queryOf(operation, samples);
      const variants: [string, string][] = [['', '']];
      // A point a minute is more than a fortnight's list of points may have.
      if (has(operation, 'from'))
        variants.push([' 14 d', has(operation, 'step_s') ? `${longest}&step_s=3600` : longest]);
      if (operation.operationId === 'requests.search') {
        for (const [name, query] of Object.entries(searches))
          variants.push([` ${name} 14 d`, `${longest}&${query(samples)}`]);
      }
      for (const [suffix, query] of variants) {
        const parts = [required, query].filter(Boolean).join('&');
        endpoints.push({
          name: `${operation.operationId}${label}${suffix}`,
          path: parts ? `${path}?${parts}` : path,
          isEntityPage: /^\/v1\/entities\/\{\w+\}\/\{\w+\}/.test(template),
        });
      }
    }
  }
  return { endpoints, missing };
}

/** The contract with the schemas of parameters in place of references to them. */
function resolved(contract: Contract): Contract {
  const { schemas } = contract.components;
  const text = JSON.stringify(contract.paths, (_, value: unknown) => {
    const { in: place, schema } = (value ?? {}) as Partial<Parameter>;
    const name = place && schema?.$ref?.split('/').at(-1);
    return name ? { ...(value as Parameter), schema: schemas[name] } : value;
  });
  return { ...contract, paths: JSON.parse(text) as Contract['paths'] };
}

async function pathsOf(
  platform: Platform,
  template: string,
  operation: Operation,
  samples: Samples,
): Promise<{ path: string; label: string }[]> {
  const [name] = /(?<=\{)\w+(?=\})/.exec(template) ?? [];
  if (!name) return [{ path: template, label: '' }];
  const kinds = operation.parameters?.find((parameter) => parameter.name === name)?.schema.enum;
  if (kinds && /\{\w+\}.*\{\w+\}/.test(template)) {
    return kinds.flatMap((kind) =>
      (samples[kind] ?? []).filter(Boolean).map((sample, index) => ({
        path: template.replace(`{${name}}`, kind).replace(/\{\w+\}/, value(sample)),
        label: ` ${kind} ${index === 0 ? 'often seen' : 'seldom seen'}`,
      })),
    );
  }
  if (kinds) return kinds.map((kind) => ({ path: template.replace(`{${name}}`, kind), label: ` ${kind}` }));
  const known = samples[name];
  if (known) return [{ path: template.replace(`{${name}}`, value(known[0])), label: '' }];
  const above = template.slice(0, template.indexOf(`/{${name}}`));
  const { items } = (await get(platform, above === '/v1/jobs' ? lastingJobs : above).catch(() => ({}))) as {
    items?: Record<string, unknown>[];
  };
  const id = items?.[0]?.[name] ?? items?.[0]?.id;
  return typeof id === 'string' ? [{ path: template.replace(`{${name}}`, value(id)), label: '' }] : [];
}

function queryOf(operation: Operation, samples: Samples): string {
  return (operation.parameters ?? [])
    .filter((parameter) => parameter.in === 'query' && parameter.required)
    .map(({ name, schema }) => {
      const kind = Object.keys(samples).find((sample) => name.includes(sample)) ?? 'ip';
      return `${name}=${value(schema.enum?.[0] ?? samples[kind]?.[0])}`;
    })
    .join('&');
}

function isJson({ responses }: Operation): boolean {
  return Object.keys(responses['200']?.content ?? {}).some((type) => type.startsWith('application/json'));
}

function takesKeys({ security }: Operation): boolean {
  return security === undefined || security.some((way) => 'bearer' in way);
}

function has(operation: Operation, parameter: string): boolean {
  return operation.parameters?.some(({ name }) => name === parameter) === true;
}

function value(text = ''): string {
  return encodeURIComponent(text);
}

/** @throws Error with the problem when it is refused */
export async function get(platform: Platform, path: string): Promise<unknown> {
  const response = await fetch(platform.apiUrl + path, { headers: { authorization: `Bearer ${platform.adminKey}` } });
  const body = await response.text();
  if (!response.ok) throw new Error(`${path}: ${response.status} ${body}`);
  return JSON.parse(body);
}
