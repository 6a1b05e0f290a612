import { RecordsRepository } from '../records/records.repository.js';
import { Conditions } from '../store/conditions.js';
import type { Store } from '../store/store.js';
import type { Webhook, WebhookEvent } from './webhooks.types.js';

/** A webhook as it is stored. */
export interface StoredWebhook extends Webhook {
  secret: string;
  /** Empty before the first rotation. */
  previous_secret: string;
}

export interface WebhookFilters {
  readonly event?: WebhookEvent;
  readonly enabled?: boolean;
  readonly name?: string;
}

export class WebhooksRepository extends RecordsRepository<StoredWebhook, WebhookFilters> {
  constructor(store: Store) {
    super(store, 'webhooks', 'webhook_id', 'webhooks');
  }

  protected conditions({ event, enabled, name }: WebhookFilters): Conditions {
    const conditions = new Conditions().text('name', name).equal('enabled', 'Bool', enabled);
    return event === undefined ? conditions : conditions.add('has(t.events, {event:String})', { event });
  }
}
