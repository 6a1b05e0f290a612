import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Logger } from '@ja4-platform/common';
import { rootDir } from '../http/pages.js';
import type { ReferenceListsRepository, StoredList } from './reference-lists.repository.js';
import type { ReferenceListsService } from './reference-lists.service.js';
import type { ReferenceListImport } from './reference-lists.types.js';

/** A list that comes with the installation. */
interface DefaultList extends ReferenceListImport {
  readonly list: string;
  readonly paths: readonly string[];
}

const importedBy = 'installation';
const require = createRequire(import.meta.url);
const own = (file: string): string => join(rootDir, 'clickhouse', 'lists', file);

/** Returns the files of npm's package, or nothing where it was not installed. */
function packaged(name: string, files: readonly string[]): { version: string; paths: string[] } | undefined {
  try {
    const { version } = require(`${name}/package.json`) as { version: string };
    return { version, paths: files.map((file) => require.resolve(`${name}/${file}`)) };
  } catch {
    return undefined;
  }
}

/** A version ends with the hour of its data: 2.3.2026061719. */
function timeOf(version: string): string | undefined {
  const [, year, month, day, hour] = /(\d{4})(\d\d)(\d\d)(\d\d)$/.exec(version) ?? [];
  return year === undefined ? undefined : `${year}-${month}-${day}T${hour}:00:00Z`;
}

function defaultLists(): DefaultList[] {
  const asn = packaged('@ip-location-db/asn', ['asn-ipv4.csv', 'asn-ipv6.csv']);
  const country = packaged('@ip-location-db/asn-country', ['asn-country-ipv4.csv', 'asn-country-ipv6.csv']);
  const time = (version: string): Pick<DefaultList, 'data_time'> => {
    const data_time = timeOf(version);
    return data_time === undefined ? {} : { data_time };
  };
  return [
    {
      list: 'clients',
      kind: 'clients',
      source: 'captures and measurements of this project',
      licence: 'Apache-2.0',
      paths: [own('clients.csv')],
    },
    {
      list: 'http2',
      kind: 'http2',
      source: 'captures and measurements of this project',
      licence: 'Apache-2.0',
      paths: [own('http2.csv')],
    },
    ...(country
      ? [
          {
            list: 'country',
            kind: 'country' as const,
            source: `NRO (country of registration), by npm @ip-location-db/asn-country ${country.version}`,
            licence: 'CC BY 4.0',
            ...time(country.version),
            paths: country.paths,
          },
        ]
      : []),
    ...(asn
      ? [
          {
            list: 'asn',
            kind: 'asn' as const,
            source: `RouteViews, NRO and DB-IP.com, by npm @ip-location-db/asn ${asn.version}`,
            licence: 'CC BY 4.0',
            ...time(asn.version),
            paths: asn.paths,
          },
        ]
      : []),
  ];
}

/**
 * Imports the lists that come with the installation: those that were never here, and those that an installation brought
 * and that a newer one has anew. What a person imported or removed stays as it is. A list that fails is logged and left.
 *
 * @param wanted which of them
 */
export async function importDefaults(
  lists: ReferenceListsService,
  repository: ReferenceListsRepository,
  logger: Logger,
  wanted: (list: { list: string }) => boolean = () => true,
): Promise<void> {
  const known = new Map((await repository.all()).map((list) => [list.list, list]));
  for (const { list, paths, ...facts } of defaultLists().filter(wanted)) {
    const found = known.get(list);
    try {
      if (found && (isOfPerson(found) || (await isSame(found, facts.source, paths)))) continue;
      const { entries, age_days } = await lists.import(list, facts, filesOf(paths), importedBy);
      logger.info({ list, entries, age_days }, 'reference list imported');
    } catch (error) {
      logger.error({ err: error, list }, 'a reference list of the installation could not be imported');
    }
  }
}

function isOfPerson({ imported_by, removed }: StoredList): boolean {
  return imported_by !== importedBy || removed;
}

/** Whether the files are those that were imported: a newer installation may have others from the same source. */
async function isSame(found: StoredList, source: string | undefined, paths: readonly string[]): Promise<boolean> {
  if (found.source !== source) return false;
  const checksum = createHash('sha256');
  for (const path of paths) {
    for await (const chunk of createReadStream(path)) checksum.update(chunk as Buffer);
  }
  return found.checksum === checksum.digest('hex');
}

/** One file at a time in memory. */
async function* filesOf(paths: readonly string[]): AsyncGenerator<Buffer> {
  for (const path of paths) yield await readFile(path);
}
