import type { Store } from './store.js';

/** Says that a table is in use: any change of it moves its metadata_modification_time. */
export function touch(store: Store, operation: string, table: string): Promise<void> {
  return store.command(operation, `ALTER TABLE ${store.database}.${table} MODIFY COMMENT '${Date.now()}'`);
}
