// What the benches measure; the programs of this room import their own files.
export { campaignOf } from './bot-detector/campaigns/campaigns.js';
export { clusters } from './bot-detector/campaigns/clusters.js';
export { Suspects } from './bot-detector/campaigns/suspects.js';
export { evidenceReasons } from './bot-detector/evidence/index.js';
export { explained, leadingFeatures } from './bot-detector/explanation.js';
export { Findings, risk } from './bot-detector/findings.js';
export type { FeatureDefinition, FeatureMatrix } from './bot-detector/forest/columns.js';
export { alerts, convicts } from './bot-detector/severity.js';
export { TrainingRefusedError } from './bot-detector/forest/errors.js';
export { Forest } from './bot-detector/forest/forest.js';
export { seededRandom } from './bot-detector/forest/random.js';
export { ALGORITHMS, algorithmOf } from './bot-detector/judges.js';
export { ScoringModel, type ScoredRow } from './bot-detector/scoring-model.js';
export { trainedModel } from './bot-detector/train-model.js';
export { matrix, TrainingRows } from './bot-detector/training-rows.js';
