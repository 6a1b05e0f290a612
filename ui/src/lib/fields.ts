import type { Schemas } from '@ja4-platform/sdk';

export type EntityType = Schemas['EntityType'];
export type Attribute = Schemas['Attribute'];

/** Kinds of thing that have a page of their own, in the order of the tabs. */
export const entityTypes = [
  'ip',
  'ja4',
  'host',
  'user_agent',
  'asn',
  'country',
  'path',
  'ja3',
] as const satisfies readonly EntityType[];

/** The field of a request by which an entity's requests are found. */
export const fieldOfEntity: Record<EntityType, string> = {
  ip: 'client_ip',
  ja4: 'ja4',
  ja3: 'ja3_hash',
  host: 'host',
  asn: 'asn',
  country: 'country',
  user_agent: 'user_agent',
  path: 'path',
};

const renamed: Partial<Record<Attribute, string>> = {
  header_order: 'header_order_hash',
  tcp_options: 'tcp_meta_options',
  sensor: 'sensor_id',
};

/** Returns the field by which requests with a value of an attribute are found: for `browser` and `os`, none. */
export function fieldOfAttribute(attribute: Attribute): string | undefined {
  if (attribute === 'browser' || attribute === 'os') return undefined;
  return (fieldOfEntity as Partial<Record<string, string>>)[attribute] ?? renamed[attribute] ?? attribute;
}

const entityOfField: Partial<Record<string, EntityType>> = {
  ...Object.fromEntries(Object.entries(fieldOfEntity).map(([type, field]) => [field, type as EntityType])),
  src_ip: 'ip',
  tls_sni: 'host',
};

/**
 * Returns which kind of entity a value of a field is. `.` and `..` are none: no address of a page can hold them.
 */
export function entityTypeOf(field: string, value: string): EntityType | undefined {
  return /^\.{0,2}$/.test(value) ? undefined : entityOfField[field];
}
