import type { RecordPosition } from '../records/records.repository.js';
import { Conditions } from '../store/conditions.js';
import type { Store } from '../store/store.js';
import type { DeliveryState, WebhookDelivery, WebhookDeliveryDetail, WebhookEvent } from './webhooks.types.js';
import { instant } from '../store/instant.js';

export interface DeliveryFilters {
  readonly webhookId: string;
  readonly state?: DeliveryState;
  readonly event?: WebhookEvent;
  readonly object_id?: string;
  /** Bounds of created_at, microseconds since 1970 UTC. */
  readonly from: number | undefined;
  readonly to: number | undefined;
}

export class DeliveriesRepository {
  constructor(private readonly store: Store) {}

  /** Returns at most `limit` deliveries of a webhook, newest first, after the position. */
  list(filters: DeliveryFilters, limit: number, after: RecordPosition | undefined): Promise<WebhookDelivery[]> {
    const conditions = conditionsOf(filters);
    if (after) {
      const time = instant('after_time');
      conditions.add(`(t.created_at, t.delivery_id) < (${time}, {after_id:UUID})`, {
        after_time: after.createdAt,
        after_id: after.id,
      });
    }
    const sql = `SELECT t.* EXCEPT (payload, version) FROM webhook_deliveries AS t FINAL ${conditions.where}
      ORDER BY t.created_at DESC, t.delivery_id DESC LIMIT {limit:UInt32}`;
    return this.store.rows('webhooks.deliveries', sql, { ...conditions.params, limit });
  }

  count(filters: DeliveryFilters): Promise<number> {
    return this.store.count('webhooks.deliveries', 'webhook_deliveries AS t FINAL', conditionsOf(filters));
  }

  async get(webhookId: string, deliveryId: string): Promise<WebhookDeliveryDetail | undefined> {
    const sql = `SELECT t.* EXCEPT (version) FROM webhook_deliveries AS t FINAL
      WHERE t.webhook_id = {webhookId:UUID} AND t.delivery_id = {deliveryId:UUID}`;
    return (await this.store.rows<WebhookDeliveryDetail>('webhooks.delivery', sql, { webhookId, deliveryId }))[0];
  }
}

function conditionsOf({ webhookId, state, event, object_id, from, to }: DeliveryFilters): Conditions {
  return new Conditions()
    .equal('webhook_id', 'UUID', webhookId)
    .equal('state', 'String', state)
    .equal('event', 'String', event)
    .equal('object_id', 'String', object_id)
    .between('created_at', from, to);
}
