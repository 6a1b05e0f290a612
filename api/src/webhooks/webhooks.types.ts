import type { DetectionLevel } from '../detections/detections.types.js';
import type { RecordFields, RecordSearch } from '../records/records.types.js';

/** What a webhook can be told of. */
export type WebhookEvent =
  | 'detection.opened'
  | 'detection.updated'
  | 'detection.closed'
  | 'decision.added'
  | 'decision.ended'
  | 'sensor.blind'
  | 'model.promoted';

export interface NewWebhook {
  /**
   * @minLength 1
   * @maxLength 100
   */
  name: string;
  /**
   * Where deliveries are posted: https, or http.
   * @maxLength 2000
   * @example "https://soar.example/hooks/ja4"
   */
  url: string;
  /**
   * @minItems 1
   * @maxItems 20
   */
  events: WebhookEvent[];
  /** Of detections: only those of this level and above. */
  min_level?: DetectionLevel;
  enabled?: boolean;
}

export interface Webhook extends RecordFields {
  /** @format uuid */
  webhook_id: string;
  name: string;
  url: string;
  events: WebhookEvent[];
  min_level: DetectionLevel;
  enabled: boolean;
  /**
   * Until then deliveries are signed with the secret before the last rotation as well.
   * @format date-time
   */
  previous_secret_until: string | null;
}

/** A webhook with its secret, which is in this answer only. */
export interface WebhookWithSecret extends Webhook {
  /** Signs every delivery: HMAC-SHA256. `verifyWebhook` of the SDK takes it. */
  secret: string;
}

export interface WebhookChange {
  /**
   * @minLength 1
   * @maxLength 100
   */
  name?: string;
  /** @maxLength 2000 */
  url?: string;
  /**
   * @minItems 1
   * @maxItems 20
   */
  events?: WebhookEvent[];
  min_level?: DetectionLevel;
  enabled?: boolean;
}

export interface WebhookPage {
  items: Webhook[];
  next_cursor: string | null;
  /** @isInt */
  total?: number;
}

export interface WebhookSearch extends RecordSearch {
  event?: WebhookEvent;
  enabled?: boolean;
  /** Exactly, or a prefix that ends with `*`. */
  name?: string;
}

export type DeliveryState = 'waiting' | 'delivered' | 'failed';

/** One message to a webhook, and how it went. */
export interface WebhookDelivery {
  /** @format uuid */
  delivery_id: string;
  /** @format uuid */
  webhook_id: string;
  event: WebhookEvent;
  /** The detection, decision, sensor or model that it tells of. */
  object_id: string;
  state: DeliveryState;
  /** @isInt */
  attempts: number;
  /**
   * Of the last attempt; null when no answer came.
   * @isInt
   */
  response_status: number | null;
  /** Why the last attempt failed, else empty. */
  error: string;
  /**
   * Of the last attempt.
   * @isInt
   */
  duration_ms: number | null;
  /** @format date-time */
  created_at: string;
  /** @format date-time */
  updated_at: string;
  /** @format date-time */
  next_attempt_at: string | null;
}

/** A delivery with its body. */
export interface WebhookDeliveryDetail extends WebhookDelivery {
  /** The body as it was signed. */
  payload: string;
}

export interface WebhookDeliveryPage {
  items: WebhookDelivery[];
  next_cursor: string | null;
  /** @isInt */
  total?: number;
}

export interface WebhookDeliverySearch extends RecordSearch {
  state?: DeliveryState;
  event?: WebhookEvent;
  object_id?: string;
  /** Made at or after this time: RFC 3339, or relative to now like `-24h`. Without limit when absent. */
  from?: string;
  /** Made before this time. */
  to?: string;
}
