import { Conditions } from '../store/conditions.js';
import type { Store } from '../store/store.js';
import { dictionariesOf, networkColumns } from './dictionaries.js';
import type {
  KnownClient,
  KnownPrefix,
  ReferenceFacts,
  ReferenceList,
  ReferenceListKind,
} from './reference-lists.types.js';

/** A list as it is written; its generation is its version. */
export type StoredList = Omit<ReferenceList, 'age_days' | 'in_force'> & { generation: number; removed: boolean };

interface DictionaryState {
  readonly name: string;
  readonly is_loaded: boolean;
  readonly is_current: boolean;
}

type Network = Pick<ReferenceFacts, 'asn' | 'as_name' | 'country'>;

const inForce = `(list, generation) IN (SELECT list, generation FROM reference_lists FINAL WHERE NOT removed)`;
const kindOf = `(SELECT list, kind FROM reference_lists FINAL WHERE NOT removed)`;

/** Which table holds the entries of a kind. */
function tableOf(kind: ReferenceListKind): string {
  return kind === 'clients' || kind === 'http2' ? 'reference_fingerprints' : 'reference_prefixes';
}

export class ReferenceListsRepository {
  constructor(private readonly store: Store) {}

  /** Returns every list that was ever imported, also those that were removed. */
  all(): Promise<StoredList[]> {
    return this.store.rows('referenceLists.list', 'SELECT * FROM reference_lists FINAL ORDER BY list');
  }

  /**
   * Dictionaries look at the greatest generation of their kind. That of a kind which a list has left would not grow, and a merge
   * removes the list's own row of it: so the kind gets a row of a name that no list may have.
   *
   * @param left the kind that the list was of before, when it was another
   */
  async save(list: StoredList, left?: ReferenceListKind): Promise<void> {
    const leaving = left && { ...list, list: `left ${left}`, kind: left, entries: 0, removed: true };
    await this.store.insert('referenceLists.import', 'reference_lists', leaving ? [list, leaving] : [list]);
  }

  /** Inserts entries: NDJSON with the columns of the kind's table. */
  async insert(kind: ReferenceListKind, lines: Buffer): Promise<void> {
    await this.store.insertBody('referenceLists.import', tableOf(kind), lines, {});
  }

  /** Removes the entries of a list of every generation before this one. */
  async dropBefore(list: string, generation: number): Promise<void> {
    for (const table of ['reference_prefixes', 'reference_fingerprints']) {
      const sql = `SELECT DISTINCT generation FROM ${table} WHERE list = {list:String} AND generation < {generation:UInt64}`;
      const rows = await this.store.rows<{ generation: number }>('referenceLists.import', sql, { list, generation });
      for (const old of rows) await this.drop(table, list, old.generation);
    }
  }

  /** Removes one generation: what an import that failed has written. */
  async dropGeneration(kind: ReferenceListKind, list: string, generation: number): Promise<void> {
    await this.drop(tableOf(kind), list, generation);
  }

  private async drop(table: string, list: string, generation: number): Promise<void> {
    // The name of a list holds letters, digits and hyphens only.
    const sql = `ALTER TABLE ${this.store.database}.${table} DROP PARTITION ('${list}', ${generation})`;
    await this.store.command('referenceLists.import', sql);
  }

  /** Has ClickHouse read the dictionaries of a kind anew; they answer from the old data meanwhile. */
  async reload(kind: ReferenceListKind): Promise<void> {
    for (const name of dictionariesOf(kind)) {
      await this.store.command('referenceLists.reload', `SYSTEM RELOAD DICTIONARY ${this.store.database}.${name}`);
    }
  }

  /**
   * Returns the dictionaries that are loaded, those of them that are current (where they could not be read anew, ClickHouse keeps
   * the old data), and those that are not loaded because nobody has asked them yet.
   */
  async dictionaries(): Promise<{ loaded: Set<string>; current: Set<string>; unasked: Set<string> }> {
    const sql = `SELECT name, toBool(status IN ('LOADED', 'LOADED_AND_RELOADING')) AS is_loaded,
        toBool(last_exception = '') AS is_current
      FROM system.dictionaries
      WHERE database = {database:String} AND status NOT IN ('FAILED', 'FAILED_AND_RELOADING', 'NOT_EXIST')`;
    const params = { database: this.store.database };
    const rows = await this.store.rows<DictionaryState>('referenceLists.list', sql, params);
    const names = (is: (row: DictionaryState) => boolean): Set<string> =>
      new Set(rows.filter(is).map(({ name }) => name));
    return {
      loaded: names(({ is_loaded }) => is_loaded),
      current: names(({ is_loaded, is_current }) => is_loaded && is_current),
      unasked: names(({ is_loaded }) => !is_loaded),
    };
  }

  /** Returns what the dictionaries say of an address; they must be loaded. */
  async network(address: string): Promise<Network> {
    const columns = Object.entries(networkColumns(this.store.database, 'toIPv6({address:String})'));
    const sql = `SELECT ${columns.map(([name, expression]) => `${expression} AS ${name}`).join(', ')}`;
    return (await this.store.rows<Network>('referenceLists.lookup', sql, { address }))[0]!;
  }

  /** Returns the bots and own prefixes that hold an address, the widest first. */
  prefixes(address: string): Promise<KnownPrefix[]> {
    const range = `IPv6CIDRToRange(toIPv6(splitByChar('/', prefix)[1]),
      toUInt8(toUInt8(splitByChar('/', prefix)[2]) + if(position(prefix, ':') = 0, 96, 0)))`;
    const sql = `SELECT list, kind, prefix, name FROM reference_prefixes INNER JOIN ${kindOf} AS k USING (list)
      WHERE ${inForce} AND kind IN ('bots', 'prefixes') AND toIPv6({address:String}) BETWEEN ${range}.1 AND ${range}.2
      ORDER BY toUInt8(splitByChar('/', prefix)[2]), list LIMIT 100`;
    return this.store.rows('referenceLists.lookup', sql, { address });
  }

  clients(kind: ReferenceListKind, fingerprint: string): Promise<KnownClient[]> {
    const conditions = new Conditions().equal('fingerprint', 'String', fingerprint);
    const sql = `SELECT list, kind, client, category FROM reference_fingerprints AS t INNER JOIN ${kindOf} AS k USING (list)
      ${conditions.where} AND ${inForce} AND kind = {kind:String} ORDER BY client LIMIT 100`;
    return this.store.rows('referenceLists.lookup', sql, { ...conditions.params, kind });
  }
}
