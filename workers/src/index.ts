export { Forest, type Explanation, type FitOptions } from './bot-detector/forest/forest.js';
export type { Column, FeatureDefinition, FeatureMatrix } from './bot-detector/forest/columns.js';
export { seededRandom } from './bot-detector/forest/random.js';
