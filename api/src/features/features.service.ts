import type { FeaturePage, FeatureSearch } from './features.types.js';

export class FeaturesService {
  list(_search: FeatureSearch): Promise<FeaturePage> {
    throw new Error('not built yet');
  }
}
