import type { DetectionLevel, DetectionStatus } from '../detections/detections.types.js';
import type { Message } from '../messages/messages.types.js';

/** Something that members of a campaign share. */
export interface Trait {
  /**
   * ja4, header_order, path_bucket, leaves ...
   * @minLength 1
   * @maxLength 64
   */
  trait: string;
  /** @maxLength 1024 */
  value: string;
}

/** Why addresses count as one campaign. */
export interface CampaignEvidence extends Trait {
  /**
   * Members that share it.
   * @isLong
   * @minimum 0
   * @maximum 9007199254740991
   */
  members: number;
  /**
   * In a sentence.
   * @maxLength 2000
   */
  detail: string;
}

/** Evidence as it is read. */
export interface ToldCampaignEvidence extends CampaignEvidence {
  /** `detail` in its parts; absent when a client of its own said it. */
  message?: Message;
}

export interface CampaignMember {
  client_ip: string;
  /** @maxLength 128 */
  ja4: string;
  /**
   * Where it was seen most.
   * @maxLength 1024
   */
  host: string;
  /** @format date-time */
  first_seen: string;
  /** @format date-time */
  last_seen: string;
  /**
   * @isLong
   * @minimum 0
   * @maximum 9007199254740991
   */
  requests: number;
  /**
   * @minimum 0
   * @maximum 1
   */
  score: number;
  /** @maxItems 50 */
  traits: Trait[];
  /** Numbers to plot it by, like features or coordinates. */
  measures: Record<string, number>;
}

/**
 * A cluster as the bot-detector found it. A campaign only grows: members not named keep their place, and others the first
 * and last time that they were seen and the most requests that were sent of them.
 */
export interface FoundCampaign {
  /**
   * Names the campaign for ever: the same key updates the same campaign.
   * @minLength 1
   * @maxLength 1024
   */
  key: string;
  /** @maxLength 200 */
  name: string;
  /**
   * @minimum 0
   * @maximum 1
   */
  score: number;
  level: DetectionLevel;
  /** @maxItems 100 */
  evidence: CampaignEvidence[];
  /**
   * @minItems 1
   * @maxItems 5000
   */
  members: CampaignMember[];
  /**
   * More members follow in another request; only members are written until the one without it. A body of thousands of
   * members keeps everybody else waiting while it is looked at.
   */
  more?: boolean;
}

export interface FoundCampaigns {
  /**
   * @minItems 1
   * @maxItems 100
   */
  items: FoundCampaign[];
}

export interface WrittenCampaign {
  key: string;
  campaign_id: string;
  outcome: 'created' | 'updated' | 'reopened';
}

export interface WrittenCampaigns {
  /** Without those of which more members follow. */
  items: WrittenCampaign[];
}

export interface Campaign {
  /** UUIDv5 of `key`. */
  campaign_id: string;
  key: string;
  name: string;
  /** `name` in its parts; absent when a client of its own named it. */
  message?: Message;
  /** @format date-time */
  first_seen: string;
  /** @format date-time */
  last_seen: string;
  /** @isInt */
  members: number;
  /** @isInt */
  requests: number;
  score: number;
  level: DetectionLevel;
  /** Where its members were seen, at most 100. */
  hosts: string[];
  evidence: ToldCampaignEvidence[];
  status: DetectionStatus;
  comment: string;
  /** @format date-time */
  created_at: string;
  /** @format date-time */
  updated_at: string;
  /** Key or person that made the last change. */
  updated_by: string;
  change: CampaignChange;
  /**
   * Grows with every change; the ETag.
   * @isInt
   */
  version: number;
}

/** Found, found again, come back after its closing, or decided by somebody. */
export type CampaignChange = 'created' | 'evidence' | 'reopened' | 'triage';

export interface CampaignPage {
  items: Campaign[];
  next_cursor: string | null;
  /** @isInt */
  total?: number;
}

/** Text compares exactly unless it ends with `*`: then it is a prefix. */
export interface CampaignSearch {
  /** Seen last at or after this time: RFC 3339, or relative to now like `-24h`. Without limit when absent. */
  from?: string;
  /** Seen last before this time. */
  to?: string;
  /** One or more: `status=open&status=escalated`. */
  status?: DetectionStatus[];
  /** One or more. */
  level?: DetectionLevel[];
  name?: string;
  /** A host where members were seen. */
  host?: string;
  /** Address of a member. */
  client_ip?: string;
  /** JA4 of a member. */
  ja4?: string;
  /**
   * @isInt
   * @minimum 1
   * @maximum 2147483647
   */
  min_members?: number;
  /**
   * Highest score, last seen or most members first.
   * @default "-score"
   */
  sort?: '-score' | '-last_seen' | '-members';
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

export interface CampaignTriage {
  status?: DetectionStatus;
  /** @maxLength 10000 */
  comment?: string;
}

export interface CampaignMemberPage {
  items: CampaignMember[];
  next_cursor: string | null;
  /** @isInt */
  total?: number;
}

export interface CampaignMemberSearch {
  ja4?: string;
  host?: string;
  /** Address or CIDR block. */
  client_ip?: string;
  /**
   * Most requests, highest score or last seen first.
   * @default "-requests"
   */
  sort?: '-requests' | '-score' | '-last_seen';
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
