import type { PrivacyRepository, TableFacts } from './privacy.repository.js';
import type { Privacy, TableRetention } from './privacy.types.js';

const rule = /^(?:toDateTime\()?(\w+)\)? \+ toIntervalDay\((\d+)\)(?: (?:DELETE )?(WHERE .+))?$/;

export class PrivacyService {
  constructor(private readonly privacy: PrivacyRepository) {}

  async get(): Promise<Privacy> {
    return { tables: (await this.privacy.tables()).map(retention), pseudonymisation_age_days: null };
  }
}

/** A rule that is not in days is shown as it is. */
function retention({ ttl, ...facts }: TableFacts): TableRetention {
  const [, column, days, condition] = rule.exec(ttl) ?? [];
  if (column === undefined) return { ...facts, days: null, rule: ttl || null };
  return { ...facts, days: Number(days), rule: condition === undefined ? column : `${column} ${condition}` };
}
