import type { Clock } from '../context.js';
import { groupList } from '../http/group-list.js';
import { attributeColumns, attributeNames } from '../traffic/attributes.js';
import type { Attribute } from '../traffic/traffic.types.js';
import type { AttributesRepository } from './attributes.repository.js';
import type { AttributeList, AttributePage, AttributeSearch } from './attributes.types.js';

export class AttributesService {
  constructor(
    private readonly attributes: AttributesRepository,
    private readonly clock: Clock,
  ) {}

  list(): AttributeList {
    const items = attributeNames.map((attribute) => ({ attribute, help: attributeColumns[attribute].help }));
    return { items, next_cursor: null };
  }

  values(attribute: Attribute, search: AttributeSearch): Promise<AttributePage> {
    const nowMs = this.clock.now();
    return groupList(search, nowMs, (range) => this.attributes.values(attribute, search, range, nowMs), [attribute]);
  }
}
