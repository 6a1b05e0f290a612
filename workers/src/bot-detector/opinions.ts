import { ProblemError } from '@ja4-platform/sdk';
import type { Client, Detection, Label, NewFinding } from '../api-types.js';
import { DAY_MS } from './hours.js';

/** What people said counts half as much after so long. */
const HALF_LIFE_MS = 7 * DAY_MS;
/** By then it counts a sixteenth, and is not asked for any more. */
const OLDEST_MS = 4 * HALF_LIFE_MS;
/** Labels that are heard, the newest first: each new one costs a look-up. */
const MAX_LABELS = 500;
/** What one fresh label multiplies the odds by that others like it are an attack. */
const ODDS: Readonly<Record<Label['label'], number>> = { bot: 3, suspicious: Math.sqrt(3), legitimate: 1 / 3 };
/** Labels that agree move the odds no further than this, however many they are. */
const MOST_ODDS = 27;
/** A score stays between these, so that it can be moved again. */
const [LEAST_SCORE, MOST_SCORE] = [0.001, 0.9999];

type Alike = Pick<Detection, 'ja4' | 'host'> & {
  readonly reasons: readonly Pick<Detection['reasons'][number], 'key' | 'feature'>[];
};

/**
 * What people said of detections, spread to findings like them: the same handshake on the same host for the same first reason. It
 * moves their scores, and so their order and who gets a place in the alert budget, but no level, and it fades by itself.
 */
export class Opinions {
  /** What each label spoke of, by its id. */
  readonly #subjects = new Map<string, string[]>();
  /** Logarithm of the odds by likeness. */
  #moves = new Map<string, number>();

  constructor(private readonly client: Client) {}

  /** Reads the labels in force at `now`, ms. */
  async refresh(now: number): Promise<void> {
    const heard: Label[] = [];
    for await (const label of this.client.labels.list({ active: true, limit: 500 })) {
      const isFresh = now - Date.parse(label.updated_at) < OLDEST_MS;
      if (label.subject !== 'ja4' && !label.awaits_second && isFresh) heard.push(label);
    }
    const newest = heard.sort((a, b) => (a.updated_at < b.updated_at ? 1 : -1)).slice(0, MAX_LABELS);
    this.#moves = new Map();
    for (const label of newest) {
      const subjects = this.#subjects.get(label.label_id) ?? (await this.#spokenOf(label));
      this.#subjects.set(label.label_id, subjects);
      const weight = 0.5 ** (Math.max(0, now - Date.parse(label.updated_at)) / HALF_LIFE_MS);
      for (const likeness of subjects) {
        this.#moves.set(likeness, (this.#moves.get(likeness) ?? 0) + weight * Math.log(ODDS[label.label]));
      }
    }
    const kept = new Set(newest.map(({ label_id }) => label_id));
    for (const id of this.#subjects.keys()) if (!kept.has(id)) this.#subjects.delete(id);
  }

  /** The finding with its score as people's opinions move it. */
  adjusted(finding: NewFinding): NewFinding {
    const move = this.#moves.get(likenessOf(finding));
    if (move === undefined) return finding;
    const odds = (finding.score / (1 - finding.score)) * Math.exp(bounded(move, Math.log(MOST_ODDS)));
    const score = Number.isFinite(odds) ? odds / (1 + odds) : MOST_SCORE;
    return { ...finding, score: Math.min(MOST_SCORE, Math.max(LEAST_SCORE, score)) };
  }

  /** The likenesses of the detections that a label is about; none when they are gone. */
  async #spokenOf({ subject, value, host }: Label): Promise<string[]> {
    if (subject === 'address') {
      if (value.includes('/')) return [];
      const search = { client_ip: [value], ...(host && { host: [host] }), verdict: 'any' as const };
      const { items } = await this.client.detections.list(search).page();
      return [...new Set(items.map(likenessOf))];
    }
    try {
      return [likenessOf(await this.client.detections.get({ detection_id: value }))];
    } catch (error) {
      if (error instanceof ProblemError && error.status === 404) return [];
      throw error;
    }
  }
}

function likenessOf({ ja4, host, reasons }: Alike): string {
  return [ja4, host, reasons[0]?.key, reasons[0]?.feature].join('|');
}

const bounded = (value: number, most: number): number => Math.min(most, Math.max(-most, value));
