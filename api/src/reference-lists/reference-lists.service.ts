import { createHash } from 'node:crypto';
import { setImmediate as breath } from 'node:timers/promises';
import type { Clock } from '../context.js';
import { invalid } from '../http/invalid.js';
import { Problem } from '../http/problem.js';
import { parseInstant } from '../http/time-range.js';
import { isAddress } from '../store/address.js';
import { dictionariesOf } from './dictionaries.js';
import { entriesOf, inflated, ListFileError, type Entry } from './entries.js';
import { isMmdb, mmdbTime } from './mmdb.js';
import type { NetworkLookup } from './network-lookup.js';
import type { ReferenceListsRepository, StoredList } from './reference-lists.repository.js';
import type {
  ReferenceFacts,
  ReferenceList,
  ReferenceListImport,
  ReferenceListKind,
  ReferenceListPage,
  ReferenceLookup,
} from './reference-lists.types.js';

/**
 * Entries (or lines and networks without one) that are parsed, and bytes that are hashed, before others have their turn of the
 * event loop: a few milliseconds.
 */
const sliceEntries = 250;
const checksumBytes = 1 << 20;
const slicesInInsert = 80;
const dayMs = 86_400_000;

export class ReferenceListsService {
  private isImporting = false;

  constructor(
    private readonly lists: ReferenceListsRepository,
    private readonly networks: NetworkLookup,
    private readonly clock: Clock,
  ) {}

  async list(): Promise<ReferenceListPage> {
    const [lists, { current, unasked }] = await Promise.all([this.lists.all(), this.lists.dictionaries()]);
    const usable = new Set([...current, ...unasked]);
    const items = lists.filter(({ removed }) => !removed).map((list) => this.shown(list, usable));
    return { items, next_cursor: null };
  }

  /**
   * Puts a list in force in place of the one of its name. Its files are read one after another, each whole or not at all.
   *
   * @throws Problem validation-failed when a file cannot be taken, conflict while another import runs here
   */
  async import(
    list: string,
    { kind, source, licence, data_time }: ReferenceListImport,
    files: AsyncIterable<Buffer> | Iterable<Buffer>,
    importedBy: string,
  ): Promise<ReferenceList> {
    refuseWrongName(list, kind);
    const statedTime =
      data_time === undefined ? null : new Date(parseInstant(data_time, 'query.data_time') / 1000).toISOString();
    if (this.isImporting) throw new Problem('conflict', 'Another list is being imported: try again when it is done.');
    this.isImporting = true;
    try {
      const lists = await this.lists.all();
      const before = lists.find((known) => known.list === list);
      const generation = this.generationAfter(lists);
      const written = await this.write(list, kind, generation, files);
      const stored: StoredList = {
        list,
        kind,
        source: source ?? '',
        licence: licence ?? '',
        data_time: statedTime ?? written.dataTime,
        checksum: written.checksum,
        entries: written.entries,
        imported_at: new Date(this.clock.now()).toISOString(),
        imported_by: importedBy,
        removed: false,
        generation,
      };
      const left = before?.kind === kind ? undefined : before?.kind;
      await this.lists.save(stored, left);
      await this.networks.reload(kind);
      // A list that was of another kind leaves the dictionaries of that one.
      if (left) await this.networks.reload(left);
      await this.lists.dropBefore(list, generation);
      return this.shown(stored, (await this.lists.dictionaries()).current);
    } catch (error) {
      if (error instanceof ListFileError) throw invalid('body', error.message);
      throw error;
    } finally {
      this.isImporting = false;
    }
  }

  /** Writes a generation of entries; of one that fails nothing is left. */
  private async write(
    list: string,
    kind: ReferenceListKind,
    generation: number,
    files: AsyncIterable<Buffer> | Iterable<Buffer>,
  ): Promise<{ entries: number; checksum: string; dataTime: string | null }> {
    const checksum = createHash('sha256');
    let entries = 0;
    let dataTime: string | null = null;
    try {
      for await (const file of files) {
        for (let at = 0; at < file.length; at += checksumBytes) {
          checksum.update(file.subarray(at, at + checksumBytes));
          await breath();
        }
        const bytes = await inflated(file);
        if (isMmdb(bytes)) dataTime = mmdbTime(bytes).toISOString();
        entries += await this.insert(list, kind, generation, entriesOf(kind, bytes, list));
      }
      if (entries === 0) throw new ListFileError('holds no entry');
    } catch (error) {
      await this.lists.dropGeneration(kind, list, generation);
      throw error;
    }
    return { entries, checksum: checksum.digest('hex'), dataTime };
  }

  private async insert(
    list: string,
    kind: ReferenceListKind,
    generation: number,
    entries: Iterable<Entry | undefined>,
  ): Promise<number> {
    let count = 0;
    let lines: Buffer[] = [];
    for (const slice of slicesOf(entries)) {
      const text = slice.map((entry) => `${JSON.stringify({ list, generation, ...entry })}\n`).join('');
      if (slice.length) lines.push(Buffer.from(text));
      count += slice.length;
      await breath();
      if (lines.length < slicesInInsert) continue;
      await this.lists.insert(kind, Buffer.concat(lines));
      lines = [];
    }
    if (lines.length) await this.lists.insert(kind, Buffer.concat(lines));
    return count;
  }

  /** @throws Problem not-found */
  async remove(list: string): Promise<void> {
    const lists = await this.lists.all();
    const found = lists.find((known) => known.list === list);
    if (!found || found.removed) throw new Problem('not-found', 'There is no list of this name.');
    const generation = this.generationAfter(lists);
    await this.lists.save({ ...found, entries: 0, removed: true, generation });
    await this.networks.reload(found.kind);
    await this.lists.dropBefore(list, generation);
  }

  /** @throws Problem validation-failed */
  async lookup({ address, ja4, http2 }: ReferenceLookup): Promise<ReferenceFacts> {
    if (address !== undefined && !isAddress(address)) {
      throw invalid('query.address', 'must be an address');
    }
    const wantsNetwork = address !== undefined && (await this.networks.ready());
    const [network, prefixes, byJa4, byHttp2] = await Promise.all([
      wantsNetwork ? this.lists.network(address) : { asn: null, as_name: null, country: null },
      address === undefined ? [] : this.lists.prefixes(address),
      ja4 === undefined ? [] : this.lists.clients('clients', ja4),
      http2 === undefined ? [] : this.lists.clients('http2', http2),
    ]);
    return { ...network, prefixes, clients: [...byJa4, ...byHttp2] };
  }

  /** Follows all others even when the clock stands still or went back: dictionaries look for a greater one than they know. */
  private generationAfter(lists: readonly StoredList[]): number {
    return Math.max(this.clock.now(), ...lists.map(({ generation }) => generation + 1));
  }

  private shown({ generation, removed, ...list }: StoredList, usable: ReadonlySet<string>): ReferenceList {
    const age = this.clock.now() - Date.parse(list.data_time ?? list.imported_at);
    return {
      ...list,
      age_days: Math.floor(age / dayMs),
      in_force: dictionariesOf(list.kind).every((name) => usable.has(name)),
    };
  }
}

/** The join knows one list of networks and one of countries: theirs is the name of the kind. */
function refuseWrongName(list: string, kind: ReferenceListKind): void {
  if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(list)) {
    throw invalid('path.list', 'must be 1 to 40 lower-case letters, digits and hyphens');
  }
  const owner = list === 'asn' || list === 'country' ? list : undefined;
  const owned = kind === 'asn' || kind === 'country' ? kind : undefined;
  if ((owned && list !== owned) || (owner && owner !== kind)) {
    throw invalid('path.list', `must be ${owned ?? 'another name'} for this kind`);
  }
}

/** Of what has no entry a slice has nothing, so that it may be empty. */
function* slicesOf(entries: Iterable<Entry | undefined>): Generator<Entry[]> {
  let slice: Entry[] = [];
  let seen = 0;
  for (const entry of entries) {
    if (entry) slice.push(entry);
    if (++seen % sliceEntries) continue;
    yield slice;
    slice = [];
  }
  if (slice.length) yield slice;
}
