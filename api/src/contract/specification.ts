import { Ajv, type ValidateFunction } from 'ajv';
import { withNull } from '../events/validator.js';
import { scopesOfKind } from '../http/scopes.js';
import { readSpecification } from '../http/specification.js';

export interface Schema {
  $ref?: string;
  type?: string;
  format?: string;
  enum?: unknown[];
  default?: unknown;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  nullable?: boolean;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  allOf?: Schema[];
  anyOf?: Schema[];
}

export interface Parameter {
  name: string;
  in: 'query' | 'path' | 'header';
  required?: boolean;
  schema: Schema;
}

/** One operation of openapi.yaml. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body: { type: string; schema: Schema } | undefined;
  readonly takesKeys: boolean;
  /** A key of another kind is refused, or speaks for no sensor. */
  readonly isForSensors: boolean;
  readonly isGuarded: boolean;
  /** The media types of each documented status. */
  readonly answers: Readonly<Record<string, readonly string[]>>;
}

interface Document {
  paths: Record<string, Record<string, RawOperation>>;
  components: { schemas: Record<string, Schema> };
}
interface RawOperation {
  operationId: string;
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  security?: Record<string, string[]>[];
  responses: Record<string, { content?: Record<string, unknown> }>;
}

const ofSensors = new Set<string>(scopesOfKind.sensor);

/** openapi.yaml as the contract tests ask it. */
export class Specification {
  private readonly document = readSpecification() as Document;
  private readonly ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  private readonly validators = new Map<string, ValidateFunction>();

  constructor() {
    this.ajv.addSchema(withNull(this.document) as object, 'api');
  }

  get operations(): Operation[] {
    return Object.entries(this.document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, raw]) => {
        const [body] = Object.entries(raw.requestBody?.content ?? {});
        const ways = raw.security ?? [];
        return {
          id: raw.operationId,
          method: method.toUpperCase(),
          path,
          parameters: raw.parameters ?? [],
          body: body && { type: body[0], schema: body[1].schema },
          takesKeys: ways.some((way) => 'bearer' in way),
          isForSensors: ways.length > 0 && ways.every(({ bearer }) => bearer?.some((scope) => ofSensors.has(scope))),
          isGuarded: ways.length > 0,
          answers: Object.fromEntries(
            Object.entries(raw.responses).map(([status, { content }]) => [status, Object.keys(content ?? {})]),
          ),
        };
      }),
    );
  }

  /** Follows a reference, and joins what `allOf` puts together. */
  resolve(schema: Schema): Schema {
    if (schema.$ref) return this.resolve(this.document.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {});
    if (!schema.allOf) return schema;
    const parts = schema.allOf.map((part) => this.resolve(part));
    const required = parts.flatMap((part) => part.required ?? []);
    return Object.assign({}, schema, ...parts, {
      allOf: undefined,
      properties: Object.assign({}, ...parts.map(({ properties }) => properties)) as Schema['properties'],
      required,
    }) as Schema;
  }

  /** Returns what is wrong with a JSON answer of an operation; nothing when it fits. */
  faultsOf({ path, method }: Operation, status: number, mediaType: string, answer: unknown): string[] {
    const escaped = [path, mediaType].map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1'));
    const pointer = `/paths/${escaped[0]}/${method.toLowerCase()}/responses/${status}/content/${escaped[1]}/schema`;
    let validate = this.validators.get(pointer);
    if (!validate) {
      validate = this.ajv.compile({ $ref: `api#${encodeURI(pointer)}` });
      this.validators.set(pointer, validate);
    }
    return validate(answer) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
  }
}
