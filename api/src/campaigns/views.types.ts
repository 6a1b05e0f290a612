import type { DetectionLevel, DetectionStatus } from '../detections/detections.types.js';
import type { CampaignChange } from './campaigns.types.js';

export interface GraphSearch {
  /**
   * Members in the graph, those with most requests first.
   * @isInt
   * @minimum 2
   * @maximum 500
   * @default 100
   */
  members?: number;
}

export interface GraphNode {
  /** @example "ja4:t13d1311h2_f57a46bbacb6_ab7e3b40a677" */
  id: string;
  /** address, or the name of a trait. */
  kind: string;
  label: string;
  /**
   * Requests of an address, members of a trait.
   * @isInt
   */
  weight: number;
}

export interface GraphEdge {
  /** An address. */
  from: string;
  /** A trait it shares with another. */
  to: string;
}

/** Addresses and what at least two of them share. */
export interface CampaignGraph {
  /**
   * Members of the campaign.
   * @isInt
   */
  members: number;
  /**
   * Members in this graph.
   * @isInt
   */
  shown: number;
  nodes: GraphNode[];
  edges: GraphEdge[];
}

export interface ScatterSearch {
  /**
   * What to plot: requests, score, first_seen, last_seen (seconds since 1970), or a measure of the members.
   * @pattern ^\w{1,64}$
   * @default "requests"
   */
  x?: string;
  /**
   * @pattern ^\w{1,64}$
   * @default "score"
   */
  y?: string;
  /**
   * Points, those with most requests first.
   * @isInt
   * @minimum 1
   * @maximum 2000
   * @default 1000
   */
  limit?: number;
}

export interface ScatterPoint {
  client_ip: string;
  ja4: string;
  x: number;
  y: number;
}

export interface CampaignScatter {
  x: string;
  y: string;
  /** Names that may stand for x and y. */
  measures: string[];
  /**
   * Members that have both.
   * @isInt
   */
  total: number;
  points: ScatterPoint[];
}

/** A campaign as it was after one change. */
export interface CampaignVersion {
  /** @isInt */
  version: number;
  /** @format date-time */
  updated_at: string;
  updated_by: string;
  change: CampaignChange;
  /** @isInt */
  members: number;
  /** @isInt */
  requests: number;
  score: number;
  level: DetectionLevel;
  status: DetectionStatus;
  comment: string;
  /** @format date-time */
  last_seen: string;
}

export interface CampaignHistory {
  items: CampaignVersion[];
  next_cursor: string | null;
  /** @isInt */
  total?: number;
}

export interface CampaignHistorySearch {
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
