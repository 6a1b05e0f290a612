import type { Clock } from '../context.js';
import type { DetectionsService } from '../detections/detections.service.js';
import type { EntitiesRepository } from '../entities/entities.repository.js';
import { Problem } from '../http/problem.js';
import { hourRange, isoTime } from '../http/time-range.js';
import type { LabelsService } from '../labels/labels.service.js';
import { checkedNetwork } from '../records/subject.js';
import type { ReferenceListsService } from '../reference-lists/reference-lists.service.js';
import { isAddress } from '../store/address.js';
import type { InvestigationsRepository } from './investigations.repository.js';
import type { InvestigationRange, InvestigationSummary } from './investigations.types.js';
import { riskOf } from './risk.js';

const maxDetections = 20;
const maxLabels = 50;
const relatedValues = 10;
const openStatuses = ['open', 'acknowledged', 'escalated'] as const;
const relatedAttributes = ['ja4', 'ja3', 'user_agent', 'host', 'path', 'method', 'status', 'header_order'] as const;

export class InvestigationsService {
  constructor(
    private readonly investigations: InvestigationsRepository,
    private readonly entities: EntitiesRepository,
    private readonly detections: DetectionsService,
    private readonly labels: Pick<LabelsService, 'list'>,
    private readonly lists: ReferenceListsService,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem not-found for what is no address */
  async summary(asked: string, search: InvestigationRange): Promise<InvestigationSummary> {
    if (!isAddress(asked)) {
      throw new Problem('not-found', `${JSON.stringify(asked.slice(0, 100))} is no address.`);
    }
    const address = checkedNetwork(asked, 'path.client_ip');
    const range = hourRange(search, this.clock.now(), '-7d');
    const key = { type: 'ip', value: address, range } as const;
    const inForce = { address, active: true, limit: maxLabels };
    const [activity, identity, anomaly, shown, detections, labels, everywhere, facts, { items: related }] =
      await Promise.all([
        this.investigations.activity(address, range),
        this.investigations.identity(address, range),
        this.investigations.anomaly(address, range),
        this.detections.list({ client_ip: [address], status: [...openStatuses], limit: maxDetections }),
        this.entities.openDetections(key),
        this.labels.list(inForce),
        this.labels.list({ ...inForce, host: '' }),
        this.lists.lookup({ address }),
        this.entities.related(key, relatedAttributes, relatedValues),
      ]);
    const { prefixes, asn, as_name, country } = facts;
    return {
      client_ip: address,
      from: isoTime(range.from),
      to: isoTime(range.to),
      risk: riskOf({ activity, identity, anomaly, detections, labels: everywhere.items, prefixes }),
      activity,
      identity,
      anomaly,
      asn,
      as_name,
      country,
      known_prefixes: prefixes,
      labels: labels.items,
      open_detections: shown.items,
      related,
    };
  }
}
