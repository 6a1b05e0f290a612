import type { Webhook, WebhookDelivery, WebhookDeliveryDetail, WebhookWithSecret } from './webhooks.types.js';

/** The webhook that the specification shows. */
export const exampleWebhook: Webhook = {
  webhook_id: '6e0c7a52-6f0c-4c36-9b1c-7c1d5d8a9d11',
  name: 'SOAR',
  url: 'https://soar.example/hooks/ja4',
  events: ['detection.opened', 'decision.added'],
  min_level: 'high',
  enabled: true,
  previous_secret_until: null,
  created_at: '2026-11-22T15:10:00.000Z',
  created_by: 'admin',
  updated_at: '2026-11-22T15:10:00.000Z',
  updated_by: 'admin',
  version: 1,
};

export const exampleWebhookWithSecret: WebhookWithSecret = {
  webhook_id: '6e0c7a52-6f0c-4c36-9b1c-7c1d5d8a9d11',
  name: 'SOAR',
  url: 'https://soar.example/hooks/ja4',
  events: ['detection.opened', 'decision.added'],
  min_level: 'high',
  enabled: true,
  previous_secret_until: null,
  created_at: '2026-11-22T15:10:00.000Z',
  created_by: 'admin',
  updated_at: '2026-11-22T15:10:00.000Z',
  updated_by: 'admin',
  version: 1,
  secret: 'whsec_...',
};

export const exampleDelivery: WebhookDelivery = {
  delivery_id: '8b1f7a52-6f0c-4c36-9b1c-7c1d5d8a9d11',
  webhook_id: '6e0c7a52-6f0c-4c36-9b1c-7c1d5d8a9d11',
  event: 'detection.opened',
  object_id: '3d0c4f8e-2f0f-5a63-8f54-93a3b5c6f2d7',
  state: 'delivered',
  attempts: 1,
  response_status: 204,
  error: '',
  duration_ms: 83,
  created_at: '2026-11-22T15:05:01.000Z',
  updated_at: '2026-11-22T15:05:01.083Z',
  next_attempt_at: null,
};

export const exampleDeliveryDetail: WebhookDeliveryDetail = {
  delivery_id: '8b1f7a52-6f0c-4c36-9b1c-7c1d5d8a9d11',
  webhook_id: '6e0c7a52-6f0c-4c36-9b1c-7c1d5d8a9d11',
  event: 'detection.opened',
  object_id: '3d0c4f8e-2f0f-5a63-8f54-93a3b5c6f2d7',
  state: 'delivered',
  attempts: 1,
  response_status: 204,
  error: '',
  duration_ms: 83,
  created_at: '2026-11-22T15:05:01.000Z',
  updated_at: '2026-11-22T15:05:01.083Z',
  next_attempt_at: null,
  payload: '{"event":"detection.opened","detection_id":"3d0c4f8e-2f0f-5a63-8f54-93a3b5c6f2d7"}',
};
