import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { sha256 } from '../sha256.js';
import type { Column } from './columns.js';
import type { TreeCode } from './compile.js';
import { ModelRefusedError } from './errors.js';

/** Where the rows of a model came from: hours `from` (included) to `to` (excluded), RFC 3339. */
export interface TrainingRange {
  readonly from: string;
  readonly to: string;
  readonly rows: number;
}

/** A forest as it is stored. Arrays are base64 of deflated little-endian typed arrays; see {@link TreeCode}. */
export interface ForestArtifact {
  readonly format: number;
  readonly feature_version: number;
  readonly training: TrainingRange;
  readonly seed: number;
  readonly trees: number;
  readonly sample_size: number;
  readonly columns: readonly Column[];
  readonly code: { readonly splits: string; readonly thresholds: string; readonly leaf_rows: string };
  /** SHA-256, in hex, of the JSON of everything above. */
  readonly checksum: string;
}

const FORMAT = 2;

type Unsealed = Omit<ForestArtifact, 'checksum' | 'format' | 'code'>;

const base64 = (array: Uint16Array | Float32Array): string => deflateRawSync(array).toString('base64');

/** The bytes of a base64 text in a buffer of their own, as typed arrays must start on their element size. */
function bytes(text: string): ArrayBuffer {
  return Uint8Array.from(inflateRawSync(Buffer.from(text, 'base64'))).buffer;
}

/** Rebuilt key by key, so that the sum does not depend on the order in which a store returns the keys. */
function checksum(artifact: Omit<ForestArtifact, 'checksum'>): string {
  const { format, feature_version, training, seed, trees, sample_size, columns, code } = artifact;
  const parts = [
    [format, feature_version, training.from, training.to, training.rows, seed, trees, sample_size],
    columns.map((c) => [c.name, c.direction, c.median, c.missing_share, c.dropped, c.low, c.high]),
    [code.splits, code.thresholds, code.leaf_rows],
  ];
  return sha256(JSON.stringify(parts)).toString('hex');
}

export function sealedArtifact(facts: Unsealed, code: TreeCode): ForestArtifact {
  const artifact = {
    format: FORMAT,
    ...facts,
    code: {
      splits: base64(code.splits),
      thresholds: base64(code.thresholds),
      leaf_rows: base64(code.leafRows),
    },
  };
  return { ...artifact, checksum: checksum(artifact) };
}

/**
 * The tree code of a stored forest.
 *
 * @throws ModelRefusedError when the format or the feature version is another or the checksum does not match.
 */
export function openedArtifact(artifact: ForestArtifact, featureVersion: number): TreeCode {
  if (artifact.format !== FORMAT) throw new ModelRefusedError(`model format ${artifact.format} is not known`);
  if (artifact.feature_version !== featureVersion) {
    throw new ModelRefusedError(
      `the model was trained on feature list ${artifact.feature_version}, the rows come with ${featureVersion}`,
    );
  }
  if (checksum(artifact) !== artifact.checksum) throw new ModelRefusedError('the checksum of the model does not match');
  return {
    splits: new Uint16Array(bytes(artifact.code.splits)),
    thresholds: new Float32Array(bytes(artifact.code.thresholds)),
    leafRows: new Uint16Array(bytes(artifact.code.leaf_rows)),
  };
}
