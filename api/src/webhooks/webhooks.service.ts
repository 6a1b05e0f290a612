import { validate as isUuid } from 'uuid';
import type { Clock } from '../context.js';
import type { Caller } from '../http/caller.js';
import { decodeCursor } from '../http/cursor.js';
import { invalid } from '../http/invalid.js';
import { pageOf } from '../http/page.js';
import { Problem } from '../http/problem.js';
import { newSecret } from '../http/secret.js';
import { openRange, openRangeOfCursor, rangeInCursor, type OpenRange } from '../http/time-range.js';
import type { RecordPosition } from '../records/records.repository.js';
import { recordPosition, type Records } from '../records/records.js';
import type { DeliveriesRepository } from './deliveries.repository.js';
import type { StoredWebhook, WebhookFilters } from './webhooks.repository.js';
import type {
  NewWebhook,
  Webhook,
  WebhookChange,
  WebhookDelivery,
  WebhookDeliveryDetail,
  WebhookDeliveryPage,
  WebhookDeliverySearch,
  WebhookPage,
  WebhookSearch,
  WebhookWithSecret,
} from './webhooks.types.js';

const deliveryList = 'webhooks.deliveries';
/** How long receivers may take to learn a new secret. */
const overlapMs = 86_400_000;

export class WebhooksService {
  constructor(
    private readonly records: Records<StoredWebhook, WebhookFilters>,
    private readonly deliveryRows: DeliveriesRepository,
    private readonly clock: Clock,
  ) {}

  async list(query: WebhookSearch): Promise<WebhookPage> {
    const { limit, cursor, count, ...filters } = query;
    const page = await this.records.list(query, filters);
    return { ...page, items: page.items.map(withoutSecrets) };
  }

  async get(webhookId: string): Promise<Webhook> {
    return withoutSecrets(await this.records.get(webhookId));
  }

  async create(wanted: NewWebhook, caller: Caller): Promise<WebhookWithSecret> {
    const { name, url, events, min_level = 'low', enabled = true } = wanted;
    const secret = secretOf();
    const made = await this.records.create(
      {
        name,
        url: checkedUrl(url),
        events: [...new Set(events)],
        min_level,
        enabled,
        secret,
        previous_secret: '',
        previous_secret_until: null,
      },
      caller,
    );
    return { ...withoutSecrets(made), secret };
  }

  async change(
    webhookId: string,
    change: WebhookChange,
    ifMatch: string | undefined,
    caller: Caller,
  ): Promise<Webhook> {
    const url = change.url === undefined ? {} : { url: checkedUrl(change.url) };
    const events = change.events === undefined ? {} : { events: [...new Set(change.events)] };
    return withoutSecrets(
      await this.records.change(webhookId, ifMatch, caller, () => ({ ...change, ...url, ...events })),
    );
  }

  async remove(webhookId: string, ifMatch: string | undefined, caller: Caller): Promise<void> {
    await this.records.remove(webhookId, ifMatch, caller);
  }

  /** Gives a webhook a new secret; the one before signs beside it for a day. */
  async rotate(webhookId: string, ifMatch: string | undefined, caller: Caller): Promise<WebhookWithSecret> {
    const secret = secretOf();
    const until = new Date(this.clock.now() + overlapMs).toISOString();
    const changed = await this.records.change(webhookId, ifMatch, caller, (stored) => ({
      secret,
      previous_secret: stored.secret,
      previous_secret_until: until,
    }));
    return { ...withoutSecrets(changed), secret };
  }

  async deliveries(webhookId: string, search: WebhookDeliverySearch): Promise<WebhookDeliveryPage> {
    const { limit = 50, cursor, count = false, ...query } = search;
    await this.records.get(webhookId);
    const bound = { webhookId, ...query };
    const { range, after } =
      cursor === undefined
        ? { range: openRange(query, this.clock.now()), after: undefined }
        : continuation(bound, cursor);
    const filters = { ...query, ...range, webhookId };
    const [found, total] = await Promise.all([
      this.deliveryRows.list(filters, limit + 1, after),
      count ? this.deliveryRows.count(filters) : undefined,
    ]);
    const key = ({ created_at, delivery_id }: WebhookDelivery): (string | number)[] => [
      ...rangeInCursor(range),
      ...[created_at, delivery_id],
    ];
    return pageOf(deliveryList, found, limit, bound, key, total);
  }

  async delivery(webhookId: string, deliveryId: string): Promise<WebhookDeliveryDetail> {
    const areIds = isUuid(webhookId) && isUuid(deliveryId);
    const found = areIds ? await this.deliveryRows.get(webhookId, deliveryId) : undefined;
    if (!found) throw new Problem('not-found', `There is no delivery ${deliveryId} of this webhook.`);
    return found;
  }
}

function continuation(query: unknown, cursor: string): { range: OpenRange; after: RecordPosition } {
  const [from, to, ...position] = decodeCursor(deliveryList, query, cursor, 4);
  return { range: openRangeOfCursor(from, to), after: recordPosition(position) };
}

const secretOf = (): string => `whsec_${newSecret()}`;

function withoutSecrets({ secret, previous_secret, ...webhook }: StoredWebhook): Webhook {
  return webhook;
}

/** Syntax only: where a name leads is looked at when something is sent. */
function checkedUrl(text: string): string {
  const url = URL.parse(text);
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:')
    throw invalid('/url', 'must be an http or https address');
  if (url.username || url.password) throw invalid('/url', 'must not hold a user or a password: deliveries are signed');
  if (url.hash) throw invalid('/url', 'must not have a fragment: it would never be sent');
  return url.href;
}
