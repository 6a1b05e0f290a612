import type { FeaturePage, Model } from '../api-types.js';
import type { Canary } from './canaries.js';
import { DailyForests } from './daily-forests.js';
import type { ForestArtifact } from './forest/artifact.js';
import { ModelRefusedError } from './forest/errors.js';
import { HostBaselines } from './host-baselines.js';
import { sha256 } from './sha256.js';

/** A model as it is stored: its forests, what is usual on each host, and the rows it was tested by. */
export interface ModelArtifact {
  readonly format: number;
  readonly forests: readonly ForestArtifact[];
  readonly hosts: ReturnType<HostBaselines['toJSON']>;
  readonly canaries: readonly Canary[];
}

const FORMAT = 3;

export interface OpenedArtifact {
  readonly forests: DailyForests;
  readonly hosts: HostBaselines;
  readonly canaries: readonly Canary[];
}

/** The text of a model, and the SHA-256 of it in hex. */
export function sealed(model: OpenedArtifact): { artifact: string; checksum: string } {
  const { forests, hosts, canaries } = model;
  const artifact = JSON.stringify({ format: FORMAT, forests, hosts, canaries });
  return { artifact, checksum: checksumOf(artifact) };
}

/**
 * A model from its text.
 *
 * @throws ModelRefusedError when the text is damaged, of another format, or made for another feature list than `page` has
 */
export function opened(
  { checksum }: Pick<Model, 'checksum'>,
  artifact: string,
  page: Pick<FeaturePage, 'feature_version' | 'features'>,
): OpenedArtifact {
  if (checksumOf(artifact) !== checksum) throw new ModelRefusedError('the checksum of the model does not match');
  const stored = JSON.parse(artifact) as ModelArtifact;
  if (stored.format !== FORMAT) throw new ModelRefusedError(`model format ${stored.format} is not known`);
  const forests = DailyForests.fromJSON(stored.forests, page.feature_version);
  const names = forests.columns.map(({ name }) => name);
  if (names.join() !== page.features.join()) {
    throw new ModelRefusedError(`the model was trained on ${names.join(', ')}; rows have ${page.features.join(', ')}`);
  }
  return { forests, hosts: HostBaselines.fromJSON(stored.hosts), canaries: stored.canaries };
}

const checksumOf = (text: string): string => sha256(text).toString('hex');
