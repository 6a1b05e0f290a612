import { features } from '@ja4-platform/common';
import type { FeatureKey, FeaturesRepository, Population } from '../features/features.repository.js';
import type { TimeRange } from '../http/time-range.js';
import type { ScoresRepository } from '../scores/scores.repository.js';
import type { StoredScore } from '../scores/scores.types.js';
import type { Detection } from './detections.types.js';
import type { DetectionsService } from './detections.service.js';
import type { ExplainedFeature, Explanation, FeatureOfFinding, FindingExplanation } from './explanation.types.js';
import type { ExplanationsRepository } from './explanations.repository.js';

const hourUs = 3_600_000_000;
/** Newest hours of a detection that are looked through for its loudest row. */
const maxHours = 24;

/** Puts what is stored of a detection beside what is usual. */
export class ExplanationService {
  constructor(
    private readonly detections: DetectionsService,
    private readonly explanations: ExplanationsRepository,
    private readonly features: FeaturesRepository,
    private readonly scores: ScoresRepository,
  ) {}

  async get(detectionId: string): Promise<Explanation> {
    const detection = await this.detections.get(detectionId);
    const stored = await this.explanations.get(detectionId);
    const score = stored ?? (await this.loudestScore(detection));
    const row = await this.loudestRow(detection, score);
    const population = row && (await this.features.population(row));
    return {
      detection_id: detectionId,
      reasons: detection.reasons.map((reason) => ({ ...reason, page: `/docs/reasons/${reason.key}` })),
      hour: row?.hour ?? null,
      ja4: row?.ja4 ?? null,
      score: score?.score ?? null,
      percentile: score?.percentile ?? null,
      model_id: score?.model_id ?? null,
      baseline: stored?.baseline ?? null,
      normal_without: stored?.normal_without ?? [],
      population_rows: population?.rows ?? 0,
      features: explained(score && of(score), population),
    };
  }

  private async loudestScore({ client_ip, host, ...detection }: Detection): Promise<StoredScore | undefined> {
    return (
      await this.scores.list({ client_ip: [client_ip], host: [`=${host}`] }, hoursOf(detection), '-score', 1, undefined)
    )[0];
  }

  private async loudestRow(
    { client_ip, host, ...detection }: Detection,
    score: Pick<StoredScore, 'hour' | 'ja4'> | undefined,
  ): Promise<FeatureKey | undefined> {
    if (score) return { hour: score.hour, ja4: score.ja4, client_ip, host };
    return this.features.largest(client_ip, host, hoursOf(detection));
  }
}

/** The hours of a detection, the newest when there are many. */
function hoursOf({ first_seen, last_seen }: Pick<Detection, 'first_seen' | 'last_seen'>): TimeRange {
  const start = (time: string): number => Math.floor((Date.parse(time) * 1000) / hourUs) * hourUs;
  const to = start(last_seen) + hourUs;
  return { from: Math.max(start(first_seen), to - maxHours * hourUs), to };
}

/** What a model said of each feature, from the explanation that was stored or from the score alone. */
function of(scored: FindingExplanation | StoredScore): Map<string, Partial<FeatureOfFinding>> {
  const parts: readonly (Partial<FeatureOfFinding> & { feature: string })[] =
    'features' in scored ? scored.features : scored.contributions;
  return new Map(parts.map((part) => [part.feature, part]));
}

/** Empty when neither the row nor what a model said of it is known any more. */
function explained(
  scored: ReadonlyMap<string, Partial<FeatureOfFinding>> | undefined,
  population: Population | undefined,
): ExplainedFeature[] {
  if (!population && !scored) return [];
  const described = features.map(({ name, description, unit, direction }, at): ExplainedFeature => {
    const [p05 = null, median = null, p95 = null] = population?.quantiles[at] ?? [];
    const known = population?.known[at] ?? 0;
    const part = scored?.get(name);
    const counted = population?.values[at] ?? null;
    const value = part?.value ?? counted;
    return {
      ...{ name, description, unit, direction, value, p05, median, p95 },
      contribution: scored ? (part?.contribution ?? 0) : null,
      below: counted === null || known === 0 ? null : (population?.below[at] ?? 0) / known,
      p_value: part?.p_value ?? null,
    };
  });
  return described.sort((a, b) => Math.abs(b.contribution ?? 0) - Math.abs(a.contribution ?? 0));
}
