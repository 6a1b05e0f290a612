import { readMigrations } from './migration-files.js';
import type { Store } from './store.js';

interface Table {
  name: string;
  engine: string;
  definition: string;
  partition: string;
  order: string;
}

interface Column {
  table: string;
  name: string;
  type: string;
  comment: string;
}

const operation = 'migrate';
const head = `# Schema

Every table, view and dictionary that the migrations make. \`ja4-api migrate describe\` writes this page from the database; a test holds them
together. [Migrations](migrations.md) says how the schema changes and how long rows are kept, [integrity](integrity.md) how nothing is lost
or doubled.

Addresses are \`IPv6\` everywhere, IPv4 in its mapped form. The API and the views show them as people write them.
`;
const kinds = [
  ['Tables', (engine: string) => engine.endsWith('MergeTree') || engine === 'Null'],
  ['Materialized views', (engine: string) => engine === 'MaterializedView'],
  ['Views', (engine: string) => engine === 'View'],
  ['Dictionaries', (engine: string) => engine === 'Dictionary'],
] as const;

/** Returns the page docs/database/schema.md for the database as it is. */
export async function schemaPage(store: Store): Promise<string> {
  const params = { database: store.database };
  const tables = await store.rows<Table>(
    operation,
    `SELECT name, engine, create_table_query AS definition, partition_key AS partition, sorting_key AS order FROM system.tables
     WHERE database = {database:String} AND NOT startsWith(name, 'schema_migrations_') ORDER BY name`,
    params,
  );
  const columns = await store.rows<Column>(
    operation,
    `SELECT table, name, type, comment FROM system.columns WHERE database = {database:String} ORDER BY table, position`,
    params,
  );
  const purposes = purposesOf(readMigrations().map(({ up }) => up));
  const sections = kinds.map(([title, isOfKind]) => {
    const described = tables
      .filter(({ engine }) => isOfKind(engine))
      .map((table) =>
        describe(
          table,
          columns.filter((column) => column.table === table.name),
          purposes.get(table.name),
        ),
      );
    return `\n## ${title}\n${described.join('')}`;
  });
  return (head + sections.join('')).replaceAll(`${store.database}.`, '');
}

function describe({ name, engine, definition, partition, order }: Table, columns: Column[], purpose = ''): string {
  const [, target] = / TO \S+?\.(\w+) /.exec(definition) ?? [];
  const [, days] = / TTL (.+ \+ toIntervalDay\(\d+\))/.exec(definition) ?? [];
  const [, indexed = ''] = /\((.*)\) ENGINE/.exec(definition.replaceAll('\n', ' ')) ?? [];
  const indexes = [...indexed.matchAll(/INDEX (\w+) \S+ TYPE (\S+)/g)].map(([, index, type]) => `${index} ${type}`);
  const facts: [string, string | undefined][] = [
    [
      'engine',
      definition.includes(' ENGINE = ') && engine !== 'View'
        ? /ENGINE = (\w+(?:\(\w+\))?)/.exec(definition)?.[1]
        : undefined,
    ],
    ['partition', partition || undefined],
    ['order', order || undefined],
    ['gone after', days],
    ['skip indexes', indexes.join(', ') || undefined],
    ['fills', target],
  ];
  const lines = facts.flatMap(([fact, value]) => (value === undefined ? [] : [`- ${fact}: \`${value}\``]));
  const listed = target === undefined ? columns : [];
  return [
    `\n### ${name}\n`,
    purpose && `\n${purpose}\n`,
    lines.length ? `\n${lines.join('\n')}\n` : '',
    listed.length ? `\n${listed.map(describeColumn).join('\n')}\n` : '',
  ].join('');
}

function describeColumn({ name, type, comment }: Column): string {
  return `1. \`${name}\` ${type.includes('\n') ? '' : `\`${type}\``}${comment ? ` ${comment}` : ''}`;
}

/** The comment above each CREATE of the migrations; the newest says what an object is for. */
function purposesOf(files: readonly string[]): Map<string, string> {
  const commented = /((?:^--.*\n)+)CREATE [A-Z ]+? IF NOT EXISTS \{database\}\.(\w+)/gm;
  return new Map(
    files.flatMap((sql) =>
      [...sql.matchAll(commented)].map(([, comment = '', name = '']) => [
        name,
        comment.replaceAll(/^-- ?/gm, '').trim().replaceAll('\n', ' '),
      ]),
    ),
  );
}
