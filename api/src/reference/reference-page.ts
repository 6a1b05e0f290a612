import { html, join, type Html } from './html.js';

interface Schema {
  $ref?: string;
  type?: string;
  format?: string;
  description?: string;
  enum?: unknown[];
  items?: Schema;
  nullable?: boolean;
  properties?: Record<string, Schema>;
  required?: string[];
  allOf?: Schema[];
  anyOf?: Schema[];
}
interface Operation {
  operationId: string;
  summary?: string;
  description?: string;
  tags?: string[];
  security?: Record<string, string[]>[];
  parameters?: { name: string; in: string; required?: boolean; description?: string; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { description: string; content?: Record<string, Media> }>;
}
interface Media {
  schema?: Schema;
  examples?: Record<string, { value: unknown }>;
}
/** The parts of an OpenAPI document that the page shows. */
export interface ApiDocument {
  info: { title: string; version: string; description?: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

/** Returns the reference of an API as one page of HTML without scripts. */
export function referencePage(document: ApiDocument): string {
  const { info, paths, components } = document;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const byTag = Map.groupBy(operations, ({ operation }) => operation.tags?.[0] ?? 'other');
  const tags = [...byTag.keys()].sort();
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${info.title} API</title>
        <link rel="stylesheet" href="/docs/reference.css" />
      </head>
      <body>
        <nav aria-label="Operations">
          ${join(
            tags.map(
              (tag) =>
                html`<h2><a href="#tag-${tag}">${tag}</a></h2>
                  <ul>
                    ${join(
                      (byTag.get(tag) ?? []).map(
                        ({ operation }) =>
                          html`<li><a href="#${operation.operationId}">${operation.operationId}</a></li>`,
                      ),
                    )}
                  </ul>`,
            ),
          )}
        </nav>
        <main>
          <h1>${info.title} API ${info.version}</h1>
          <p>${info.description ?? ''}</p>
          <p><a href="/openapi.json">openapi.json</a> · <a href="/docs/filters">filters</a></p>
          ${join(
            tags.map(
              (tag) =>
                html`<section>
                  <h2 id="tag-${tag}">${tag}</h2>
                  ${join((byTag.get(tag) ?? []).map((entry) => operationSection(entry)))}
                </section>`,
            ),
          )}
          <h2 id="types">Types</h2>
          ${join(Object.entries(components.schemas).map(([name, schema]) => schemaSection(name, schema)))}
        </main>
      </body>
    </html>`;
  return page.text;
}

function operationSection({ path, method, operation }: { path: string; method: string; operation: Operation }): Html {
  const scopes = [...new Set((operation.security ?? []).flatMap((way) => Object.values(way).flat()))];
  return html`<article id="${operation.operationId}">
    <h3><code class="${method}">${method.toUpperCase()}</code> <code>${path}</code></h3>
    <p><strong>${operation.summary ?? ''}</strong> <code>${operation.operationId}</code></p>
    <p>${operation.description ?? ''}</p>
    ${scopes.length ? html`<p>Scope: ${join(scopes.map((scope) => html`<code>${scope}</code> `))}</p>` : ''}
    ${parametersTable(operation)}
    ${join(
      Object.entries(operation.requestBody?.content ?? {}).map(
        ([type, { schema }]) => html`<p>Body: <code>${type}</code>, ${typeText(schema)}</p>`,
      ),
    )}
    <dl>
      ${join(
        Object.entries(operation.responses).map(
          ([status, { description, content = {} }]) =>
            html`<dt>${status}</dt>
              <dd>
                ${description}
                ${join(Object.entries(content).map(([type, media]) => html`<span class="media">${type}</span> ${typeText(media.schema)}${exampleOf(media)}`))}
              </dd>`,
        ),
      )}
    </dl>
  </article>`;
}

function parametersTable({ parameters = [] }: Operation): Html | string {
  if (parameters.length === 0) return '';
  const rows = parameters.map(
    ({ name, in: place, required, schema, description }) =>
      html`<tr>
        <td><code>${name}</code></td>
        <td>${place}${required ? ', required' : ''}</td>
        <td>${typeText(schema)}</td>
        <td>${description ?? ''}</td>
      </tr>`,
  );
  return html`<details ${parameters.length <= 8 ? 'open' : ''}>
    <summary>${parameters.length} parameters</summary>
    <table>
      ${join(rows)}
    </table>
  </details>`;
}

function schemaSection(name: string, schema: Schema): Html {
  const rows = Object.entries(schema.properties ?? {}).map(
    ([property, value]) =>
      html`<tr>
        <td><code>${property}</code>${schema.required?.includes(property) ? '' : ' (optional)'}</td>
        <td>${typeText(value)}</td>
        <td>${value.description ?? ''}</td>
      </tr>`,
  );
  return html`<details id="type-${name}">
    <summary>${name}</summary>
    <p>${schema.description ?? ''}</p>
    ${
      rows.length
        ? html`<table>
            ${join(rows)}
          </table>`
        : html`<p>${typeText(schema)}</p>`
    }
  </details>`;
}

function exampleOf({ examples = {} }: Media): Html | string {
  const [example] = Object.values(examples);
  if (!example) return '';
  return html`<details>
    <summary>example</summary>
    <pre>${JSON.stringify(example.value, null, 2)}</pre>
  </details>`;
}

function typeText(schema: Schema | undefined): Html | string {
  if (!schema) return '';
  if (schema.$ref) {
    const name = schema.$ref.split('/').at(-1) ?? '';
    return html`<a href="#type-${name}">${name}</a>`;
  }
  const parts = schema.anyOf ?? schema.allOf;
  if (parts) return join(parts.map((part) => html`${typeText(part)} `));
  if (schema.items) return html`list of ${typeText(schema.items)}`;
  const values = schema.enum ? `: ${schema.enum.map(String).join(', ')}` : '';
  const format = schema.format ? ` (${schema.format})` : '';
  return `${schema.type ?? 'anything'}${format}${values}${schema.nullable ? ' or null' : ''}`;
}
