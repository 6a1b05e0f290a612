import type { Message } from '../messages/messages.types.js';
import type { RecordFields, RecordSearch } from '../records/records.types.js';
import type { Effect } from '../verdicts/verdicts.types.js';

/** `legitimate` suppresses detections; `bot` raises them to critical, `suspicious` to at least high. */
export type LabelName = 'bot' | 'legitimate' | 'suspicious';
export type LabelSubject = 'address' | 'ja4' | 'detection';

/** What a person says of an address, a fingerprint or a detection. */
export interface NewLabel {
  label: LabelName;
  subject: LabelSubject;
  /**
   * An address or CIDR block, a JA4, or the id of a detection.
   * @minLength 1
   * @maxLength 200
   * @example "203.0.113.0/24"
   */
  value: string;
  /**
   * Only on this host; everywhere when empty.
   * @maxLength 1024
   */
  host?: string;
  /** @maxLength 10000 */
  comment?: string;
  /** RFC 3339; without end when null. */
  expires_at?: string | null;
}

/** One label for many: for values, or for all members of a campaign. */
export interface NewLabels {
  label: LabelName;
  /** What the values are; of `values`. */
  subject?: LabelSubject;
  /**
   * Addresses or CIDR blocks, JA4s, or ids of detections.
   * @minItems 1
   * @maxItems 5000
   */
  values?: string[];
  /** Id of a campaign: the addresses of its members, at most 50,000. */
  campaign?: string;
  /**
   * Only on this host; everywhere when empty.
   * @maxLength 1024
   */
  host?: string;
  /** @maxLength 10000 */
  comment?: string;
  /** RFC 3339; without end when null. */
  expires_at?: string | null;
}

export interface AppliedLabels {
  /** @isInt */
  created: number;
  /**
   * Values that had a label there already: it stays as it is.
   * @isInt
   */
  known: number;
  effect: Effect;
}

export interface Label extends RecordFields {
  /** @format uuid */
  label_id: string;
  label: LabelName;
  subject: LabelSubject;
  /** @example "203.0.113.0/24" */
  value: string;
  /** Empty: everywhere. */
  host: string;
  comment: string;
  /** @format date-time */
  expires_at: string | null;
  /**
   * True until a second person confirms it, where `JA4_TWO_PERSON` asks for that: so far it does nothing. There
   * people alone make, change and confirm what hides detections; API keys are answered 403.
   */
  awaits_second: boolean;
}

/** A label with what it did. */
export interface AppliedLabel extends Label {
  effect: Effect;
}

/** What can change of a label: another subject is another label. */
export interface LabelChange {
  label?: LabelName;
  /** @maxLength 1024 */
  host?: string;
  /** @maxLength 10000 */
  comment?: string;
  /** RFC 3339; without end when null. */
  expires_at?: string | null;
}

export interface LabelPage {
  items: Label[];
  next_cursor: string | null;
  /** @isInt */
  total?: number;
}

export interface LabelFilters {
  label?: LabelName;
  subject?: LabelSubject;
  /** Exactly, or a prefix that ends with `*`. */
  value?: string;
  /** Labels of this address and of the blocks that hold it. */
  address?: string;
  host?: string;
  created_by?: string;
  /** True: in force. False: expired. */
  active?: boolean;
}

/** @example {} */
export interface LabelSearch extends LabelFilters, RecordSearch {}

/** Something that a label would say much about. */
export interface LabelSuggestion {
  subject: 'ja4' | 'detection';
  value: string;
  /** What the evidence speaks for. */
  label: 'bot' | 'suspicious';
  /** Why, in a sentence. */
  detail: string;
  /** The sentence taken apart. */
  message: Message;
  /** @isInt */
  detections: number;
  /** @isInt */
  addresses: number;
  /** @isInt */
  requests: number;
  /** Highest score of its detections. */
  score: number;
  /** Keys of the reasons found. */
  reasons: string[];
}

export interface LabelSuggestionPage {
  items: LabelSuggestion[];
  next_cursor: string | null;
  /** @isInt */
  total?: number;
}

export interface LabelSuggestionSearch {
  subject?: 'ja4' | 'detection';
  /**
   * @isInt
   * @minimum 1
   * @maximum 500
   * @default 50
   */
  limit?: number;
  /** `next_cursor` of the page before. */
  cursor?: string;
  /** @default false */
  count?: boolean;
}
