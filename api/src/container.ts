import type { IocContainer } from '@tsoa/runtime';
import { AttributesController } from './attributes/attributes.controller.js';
import { AttributesRepository } from './attributes/attributes.repository.js';
import { AttributesService } from './attributes/attributes.service.js';
import { BruteforceController } from './bruteforce/bruteforce.controller.js';
import { BruteforceRepository } from './bruteforce/bruteforce.repository.js';
import { BruteforceService } from './bruteforce/bruteforce.service.js';
import { CompareController } from './compare/compare.controller.js';
import { CompareRepository } from './compare/compare.repository.js';
import { CompareService } from './compare/compare.service.js';
import { AuditController } from './audit/audit.controller.js';
import { AuditLog } from './audit/audit-log.js';
import { AuditRepository } from './audit/audit.repository.js';
import { AuditService } from './audit/audit.service.js';
import { CampaignViewsController } from './campaigns/views.controller.js';
import { CampaignViewsRepository } from './campaigns/views.repository.js';
import { CampaignViewsService } from './campaigns/views.service.js';
import { CampaignsController } from './campaigns/campaigns.controller.js';
import { CampaignsRepository } from './campaigns/campaigns.repository.js';
import { CampaignsService } from './campaigns/campaigns.service.js';
import type { Context } from './context.js';
import { CorrelationController } from './correlation/correlation.controller.js';
import { wireCorrelation } from './correlation/wiring.js';
import { CrowdsecController } from './crowdsec/crowdsec.controller.js';
import { CrowdsecService } from './crowdsec/crowdsec.service.js';
import { DecisionsController } from './decisions/decisions.controller.js';
import { DecisionsRepository } from './decisions/decisions.repository.js';
import { DecisionsService } from './decisions/decisions.service.js';
import { DecisionsPublisher } from './decisions/publisher.js';
import { BulkRepository } from './detections/bulk.repository.js';
import { BulkService } from './detections/bulk.service.js';
import { DetectionBulksController } from './detections/bulk.controller.js';
import { DetectionsController } from './detections/detections.controller.js';
import { DetectionsExport } from './detections/detections.export.js';
import { DetectionsRepository } from './detections/detections.repository.js';
import { DetectionsService } from './detections/detections.service.js';
import { ExplanationsRepository } from './detections/explanations.repository.js';
import { FindingsService } from './detections/findings.service.js';
import { EntitiesController } from './entities/entities.controller.js';
import { EntitiesRepository } from './entities/entities.repository.js';
import { EntitiesService } from './entities/entities.service.js';
import { ExplanationService } from './detections/explanation.service.js';
import { Downloads } from './downloads/downloads.js';
import { Backlog } from './events/backlog.js';
import { EventsController } from './events/events.controller.js';
import { EventsMetrics } from './events/events.metrics.js';
import { EventsRepository } from './events/events.repository.js';
import { EventsService } from './events/events.service.js';
import { EventValidator } from './events/validator.js';
import { ExportsController } from './exports/exports.controller.js';
import { ExportsService } from './exports/exports.service.js';
import { FeaturesController } from './features/features.controller.js';
import { FeaturesExport } from './features/features.export.js';
import { FeaturesRepository } from './features/features.repository.js';
import { FeaturesService } from './features/features.service.js';
import { FleetsController } from './features/fleets.controller.js';
import { FleetsRepository } from './features/fleets.repository.js';
import { FleetsService } from './features/fleets.service.js';
import { HandshakesController } from './features/handshakes.controller.js';
import { HandshakesRepository } from './features/handshakes.repository.js';
import { HandshakesService } from './features/handshakes.service.js';
import { FingerprintsController } from './fingerprints/fingerprints.controller.js';
import { FingerprintsRepository } from './fingerprints/fingerprints.repository.js';
import { FingerprintsService } from './fingerprints/fingerprints.service.js';
import { Promotions } from './fingerprints/promotions.js';
import { HeaderFingerprintsController } from './header-fingerprints/header-fingerprints.controller.js';
import { HeaderFingerprintsRepository } from './header-fingerprints/header-fingerprints.repository.js';
import { HeaderFingerprintsService } from './header-fingerprints/header-fingerprints.service.js';
import { HeatmapController } from './heatmap/heatmap.controller.js';
import { HeatmapRepository } from './heatmap/heatmap.repository.js';
import { HeatmapService } from './heatmap/heatmap.service.js';
import { InvestigationsController } from './investigations/investigations.controller.js';
import { InvestigationsRepository } from './investigations/investigations.repository.js';
import { InvestigationsService } from './investigations/investigations.service.js';
import type { Authentication } from './http/authentication.js';
import { RateLimit } from './http/rate-limit.js';
import { JobsController } from './jobs/jobs.controller.js';
import { JobsRepository } from './jobs/jobs.repository.js';
import { JobsService } from './jobs/jobs.service.js';
import { KeysController } from './keys/keys.controller.js';
import { KeysRepository } from './keys/keys.repository.js';
import { KeysService } from './keys/keys.service.js';
import { LabelsController } from './labels/labels.controller.js';
import { LabelsRepository } from './labels/labels.repository.js';
import { LabelsService } from './labels/labels.service.js';
import { LastUses } from './last-uses/last-uses.js';
import { MetricsController } from './metrics/metrics.controller.js';
import { MetricsRepository } from './metrics/metrics.repository.js';
import { MetricsService } from './metrics/metrics.service.js';
import { ModelDecisionsController } from './models/decisions.controller.js';
import { ModelDecisionsRepository } from './models/decisions.repository.js';
import { ModelDecisionsService } from './models/decisions.service.js';
import { ModelDriftController } from './models/drift.controller.js';
import { DriftRepository } from './models/drift.repository.js';
import { DriftService } from './models/drift.service.js';
import { ModelsController } from './models/models.controller.js';
import { ModelsRepository } from './models/models.repository.js';
import { ModelsService } from './models/models.service.js';
import { Records } from './records/records.js';
import { TwoPersons } from './records/two-persons.js';
import { PrivacyController } from './privacy/privacy.controller.js';
import { PrivacyRepository } from './privacy/privacy.repository.js';
import { PrivacyService } from './privacy/privacy.service.js';
import { importDefaults } from './reference-lists/defaults.js';
import { NetworkLookup } from './reference-lists/network-lookup.js';
import { ReferenceListsController } from './reference-lists/reference-lists.controller.js';
import { ReferenceListsRepository } from './reference-lists/reference-lists.repository.js';
import { ReferenceListsService } from './reference-lists/reference-lists.service.js';
import { RequestsController } from './requests/requests.controller.js';
import { RequestsExport } from './requests/requests.export.js';
import { RequestsRepository } from './requests/requests.repository.js';
import { RequestsService } from './requests/requests.service.js';
import { RotationController } from './rotation/rotation.controller.js';
import { RotationRepository } from './rotation/rotation.repository.js';
import { RotationService } from './rotation/rotation.service.js';
import { RulesController } from './rules/rules.controller.js';
import { RulesRepository } from './rules/rules.repository.js';
import { RulesService } from './rules/rules.service.js';
import { ScoresController } from './scores/scores.controller.js';
import { ScoresRepository } from './scores/scores.repository.js';
import { ScoresService } from './scores/scores.service.js';
import { ConfigurationService } from './sensors/configuration.service.js';
import { EnrolmentController } from './sensors/enrolment.controller.js';
import { EnrolmentRepository } from './sensors/enrolment.repository.js';
import { EnrolmentService } from './sensors/enrolment.service.js';
import { HeartbeatRepository } from './sensors/heartbeat.repository.js';
import { HeartbeatService } from './sensors/heartbeat.service.js';
import { SearchesController } from './searches/searches.controller.js';
import { SearchesRepository } from './searches/searches.repository.js';
import { SearchesService } from './searches/searches.service.js';
import { SensorRegistry } from './sensors/registry.js';
import { SensorsController } from './sensors/sensors.controller.js';
import { SensorsRepository } from './sensors/sensors.repository.js';
import { SensorsService } from './sensors/sensors.service.js';
import { SessionController } from './session/session.controller.js';
import { SessionRepository } from './session/session.repository.js';
import { SessionService } from './session/session.service.js';
import { StatusController } from './status/status.controller.js';
import { StatusRepository } from './status/status.repository.js';
import { StatusService } from './status/status.service.js';
import { retentionOf } from './store/retention.js';
import { Feeds } from './stream/feeds.js';
import { StreamRepository } from './stream/stream.repository.js';
import { StreamService } from './stream/stream.service.js';
import { TcpFingerprintsController } from './tcp-fingerprints/tcp-fingerprints.controller.js';
import { TcpFingerprintsRepository } from './tcp-fingerprints/tcp-fingerprints.repository.js';
import { TcpFingerprintsService } from './tcp-fingerprints/tcp-fingerprints.service.js';
import { Comparisons } from './traffic/comparisons.js';
import { NewestHours } from './traffic/newest-hours.js';
import { UserAgentsController } from './user-agents/user-agents.controller.js';
import { UserAgentsRepository } from './user-agents/user-agents.repository.js';
import { UserAgentsService } from './user-agents/user-agents.service.js';
import { VariabilityController } from './variability/variability.controller.js';
import { VariabilityRepository } from './variability/variability.repository.js';
import { VariabilityService } from './variability/variability.service.js';
import { VerdictsRepository } from './verdicts/verdicts.repository.js';
import { VerdictsService } from './verdicts/verdicts.service.js';
import { DeliveriesRepository } from './webhooks/deliveries.repository.js';
import { WebhooksController } from './webhooks/webhooks.controller.js';
import { WebhooksRepository } from './webhooks/webhooks.repository.js';
import { WebhooksService } from './webhooks/webhooks.service.js';

import { UsersController } from './users/users.controller.js';
import { UsersRepository } from './users/users.repository.js';
import { UsersService } from './users/users.service.js';

interface Wiring {
  readonly container: IocContainer;
  readonly authentication: Authentication;
  readonly streams: StreamService;
  readonly users: UsersService;
  readonly auditLog: AuditLog;
  /** Writes what is kept in memory. */
  readonly close: () => Promise<void>;
  /** Imports the lists that come with the installation. */
  readonly importDefaultLists: () => Promise<void>;
  /** Fills the aggregates that a migration made anew. */
  readonly fillAggregates: () => Promise<void>;
}

/**
 * Wires repositories to services to controllers, once an app. A controller holds the status and headers of one answer,
 * so each request gets its own.
 */
export function createContainer(context: Context): Wiring {
  const { store, clock, redis } = context;
  const retention = retentionOf(context.settings);
  const lock = (name: string): string => `${store.database}:lock:${name}`;
  const lastUses = new LastUses(store, context.logger, clock);
  const auditRows = new AuditRepository(store);
  const auditLog = new AuditLog(auditRows, context.settings.JA4_DATA_DIR, context.logger, context.metrics);
  const auditEntries = new AuditService(auditRows, clock);
  const keys = new KeysService(new KeysRepository(store), lastUses, clock);
  const accounts = new UsersRepository(store);
  const users = new UsersService(accounts, lastUses, redis, lock('users'), clock);
  const sessions = new SessionService(new SessionRepository(store), accounts, users, clock);
  const listsRepository = new ReferenceListsRepository(store);
  const networks = new NetworkLookup(listsRepository, context.logger, clock);
  const lists = new ReferenceListsService(listsRepository, networks, clock);

  const newestHours = new NewestHours(store);
  const { batches, acceptedHere, correlation } = wireCorrelation(context, retention, networks, newestHours);
  const events = new EventsService(
    new EventsRepository(store),
    batches,
    new Backlog(batches, clock, context.settings.JA4_BACKLOG_BATCHES),
    acceptedHere,
    new EventValidator(),
    new EventsMetrics(context.metrics),
    clock,
    retention.days('http_logs'),
  );
  const requestRows = new RequestsRepository(store);
  const requests = new RequestsService(requestRows, clock);
  const requestsExport = new RequestsExport(requestRows, clock);
  const downloads = new Downloads(context.logger, context.metrics);
  const featureRows = new FeaturesRepository(store);
  const features = new FeaturesService(featureRows, clock);
  const handshakes = new HandshakesService(new HandshakesRepository(store), clock);
  const fleets = new FleetsService(new FleetsRepository(store), clock);
  const comparisons = new Comparisons(retention, clock);
  const metrics = new MetricsService(new MetricsRepository(store), comparisons, clock);
  const entityRows = new EntitiesRepository(store, newestHours);
  const entities = new EntitiesService(entityRows, comparisons, clock);
  const attributes = new AttributesService(new AttributesRepository(store), entityRows, newestHours, clock);
  const userAgents = new UserAgentsService(new UserAgentsRepository(store), clock);
  const variability = new VariabilityService(new VariabilityRepository(store), newestHours, clock);
  const bruteforce = new BruteforceService(new BruteforceRepository(store), clock);
  const rotation = new RotationService(new RotationRepository(store), clock);
  const headerFingerprints = new HeaderFingerprintsService(new HeaderFingerprintsRepository(store), clock);
  const tcpFingerprints = new TcpFingerprintsService(new TcpFingerprintsRepository(store), clock);
  const heatmap = new HeatmapService(new HeatmapRepository(store), clock);
  const compare = new CompareService(new CompareRepository(store), retention, clock);
  const fingerprintRows = new FingerprintsRepository(store);
  const promotions = new Promotions(fingerprintRows, lists, redis, lock('promotions'));
  const fingerprints = new FingerprintsService(fingerprintRows, entityRows, promotions, clock);
  const jobs = new JobsService(new JobsRepository(store), batches, context.queues, redis, store.database, clock);
  const streams = new StreamService(context.logger, context.metrics);
  const feeds = new Feeds(new StreamRepository(store), jobs, context.queues, clock);
  const scoreRows = new ScoresRepository(store);
  const scores = new ScoresService(scoreRows, jobs, clock);
  const decisionRows = new DecisionsRepository(store);
  const decisionLock = lock('decisions');
  const decisions = new DecisionsService(decisionRows, networks, redis, decisionLock, clock);
  const crowdsec = new CrowdsecService(decisionRows, redis, store.database, clock);
  const verdictRows = new VerdictsRepository(store);
  const publisher = new DecisionsPublisher(
    decisionRows,
    verdictRows,
    networks,
    context.logger,
    redis,
    decisionLock,
    clock,
  );
  const detectionLock = lock('detections');
  const verdicts = new VerdictsService(
    verdictRows,
    publisher,
    networks,
    jobs,
    context.logger,
    redis,
    detectionLock,
    clock,
  );
  const detectionRows = new DetectionsRepository(store);
  const detectionsExport = new DetectionsExport(detectionRows, clock);
  const exports = new ExportsService(detectionsExport);
  const detections = new DetectionsService(detectionRows, verdicts, jobs, redis, detectionLock, clock);
  const explanationRows = new ExplanationsRepository(store);
  const limits = {
    alertBudget: context.settings.JA4_ALERT_BUDGET,
    quietDays: context.settings.JA4_DETECTION_QUIET_DAYS,
  };
  const findings = new FindingsService(detectionRows, explanationRows, verdicts, limits, redis, detectionLock, clock);
  const twoPersons = new TwoPersons(context.settings.JA4_TWO_PERSON);
  const campaignViewRows = new CampaignViewsRepository(store);
  const labelRows = new LabelsRepository(store);
  const labels = new LabelsService(
    labelRows,
    new Records(labelRows, 'label', redis, lock('labels'), clock),
    campaignViewRows,
    verdicts,
    twoPersons,
    clock,
  );
  const searchRows = new SearchesRepository(store);
  const searches = new SearchesService(searchRows, new Records(searchRows, 'search', redis, lock('searches'), clock));
  const webhooks = new WebhooksService(
    new Records(new WebhooksRepository(store), 'webhook', redis, lock('webhooks'), clock),
    new DeliveriesRepository(store),
    clock,
  );
  const ruleRows = new RulesRepository(store);
  const rules = new RulesService(
    ruleRows,
    new Records(ruleRows, 'rule', redis, lock('rules'), clock),
    verdicts,
    decisions,
    twoPersons,
    clock,
  );
  const bulks = new BulkService(new BulkRepository(store), detectionRows, verdicts, redis, detectionLock, clock);
  const explanations = new ExplanationService(detections, explanationRows, featureRows, scoreRows);
  const campaigns = new CampaignsService(new CampaignsRepository(store), redis, lock('campaigns'), clock);
  const campaignViews = new CampaignViewsService(campaignViewRows, campaigns);
  const modelDecisions = new ModelDecisionsService(new ModelDecisionsRepository(store), clock);
  const models = new ModelsService(new ModelsRepository(store), modelDecisions, jobs, redis, lock('models'), clock);
  const drift = new DriftService(new DriftRepository(store), models, clock);
  const investigationRows = new InvestigationsRepository(store);
  const investigations = new InvestigationsService(investigationRows, entityRows, detections, labels, lists, clock);
  const sensorRows = new SensorsRepository(store);
  const heartbeatRows = new HeartbeatRepository(store);
  const tokens = new EnrolmentRepository(store);
  const registry = new SensorRegistry(sensorRows, keys, clock);
  const sensorLock = lock('sensors');
  const sensors = new SensorsService(sensorRows, heartbeatRows, registry, clock);
  const heartbeats = new HeartbeatService(heartbeatRows, sensorRows, registry, redis, sensorLock, clock);
  const configurations = new ConfigurationService(sensorRows, registry, redis, sensorLock, clock);
  const enrolment = new EnrolmentService(tokens, sensorRows, registry, redis, sensorLock, clock);

  const status = new StatusService(new StatusRepository(store), lists, sensors, context);
  const privacy = new PrivacyService(new PrivacyRepository(store));
  const controllers = new Map<unknown, () => unknown>([
    [KeysController, () => new KeysController(keys)],
    [UsersController, () => new UsersController(users)],
    [AuditController, () => new AuditController(auditEntries)],
    [SessionController, () => new SessionController(sessions)],
    [RequestsController, () => new RequestsController(requests, requestsExport, downloads, streams, feeds)],
    [CorrelationController, () => new CorrelationController(correlation)],
    [EventsController, () => new EventsController(events)],
    [FeaturesController, () => new FeaturesController(features, new FeaturesExport(featureRows, clock), downloads)],
    [FleetsController, () => new FleetsController(fleets)],
    [HandshakesController, () => new HandshakesController(handshakes)],
    [EntitiesController, () => new EntitiesController(entities)],
    [MetricsController, () => new MetricsController(metrics)],
    [JobsController, () => new JobsController(jobs, streams, feeds)],
    [ScoresController, () => new ScoresController(scores)],
    [LabelsController, () => new LabelsController(labels)],
    [RulesController, () => new RulesController(rules)],
    [DecisionsController, () => new DecisionsController(decisions, context.logger)],
    [SearchesController, () => new SearchesController(searches)],
    [WebhooksController, () => new WebhooksController(webhooks)],
    [ExportsController, () => new ExportsController(exports, downloads)],
    [CrowdsecController, () => new CrowdsecController(crowdsec)],
    [
      DetectionsController,
      () => new DetectionsController(detections, findings, explanations, detectionsExport, downloads, streams, feeds),
    ],
    [DetectionBulksController, () => new DetectionBulksController(bulks)],
    [CampaignsController, () => new CampaignsController(campaigns)],
    [CampaignViewsController, () => new CampaignViewsController(campaignViews)],
    [ModelsController, () => new ModelsController(models)],
    [ModelDecisionsController, () => new ModelDecisionsController(modelDecisions)],
    [ModelDriftController, () => new ModelDriftController(drift)],
    [SensorsController, () => new SensorsController(sensors, heartbeats, configurations)],
    [EnrolmentController, () => new EnrolmentController(enrolment)],
    [ReferenceListsController, () => new ReferenceListsController(lists)],
    [AttributesController, () => new AttributesController(attributes)],
    [UserAgentsController, () => new UserAgentsController(userAgents)],
    [VariabilityController, () => new VariabilityController(variability)],
    [FingerprintsController, () => new FingerprintsController(fingerprints)],
    [BruteforceController, () => new BruteforceController(bruteforce)],
    [RotationController, () => new RotationController(rotation)],
    [HeaderFingerprintsController, () => new HeaderFingerprintsController(headerFingerprints)],
    [TcpFingerprintsController, () => new TcpFingerprintsController(tcpFingerprints)],
    [HeatmapController, () => new HeatmapController(heatmap)],
    [CompareController, () => new CompareController(compare)],
    [InvestigationsController, () => new InvestigationsController(investigations)],
    [PrivacyController, () => new PrivacyController(privacy)],
    [StatusController, () => new StatusController(status)],
  ]);
  const container: IocContainer = {
    get: (controller: unknown) => {
      const create = controllers.get(controller);
      if (!create) throw new Error(`no wiring for ${String(controller)}`);
      return create() as never;
    },
  };
  const importDefaultLists = (): Promise<void> => importDefaults(lists, listsRepository, context.logger);
  const fillAggregates = (): Promise<void> => correlation.fill();
  const close = async (): Promise<void> => {
    await Promise.all([auditLog.close(), lastUses.close()]);
  };
  const limit = new RateLimit(context.settings.JA4_RATE_LIMIT, clock, context.metrics);
  const authentication = { keys, sessions, lastUses, limit };
  return { container, authentication, auditLog, streams, users, close, importDefaultLists, fillAggregates };
}
