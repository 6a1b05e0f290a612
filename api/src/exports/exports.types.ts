import type { DetectionKind, DetectionLevel, DetectionStatus } from '../detections/detections.types.js';

/** Filters of detections, as the list takes them. Text compares exactly unless it ends with `*`: then it is a prefix. */
export interface ExportSearch {
  /** Seen last at or after this time: RFC 3339, or relative to now like `-24h`. Without limit when absent. */
  from?: string;
  /** Seen last before this time. */
  to?: string;
  status?: DetectionStatus;
  level?: DetectionLevel;
  kind?: DetectionKind;
  /** Address or CIDR block. */
  client_ip?: string;
  ja4?: string;
  host?: string;
  /** Key of a reason. */
  reason?: string;
  assignee?: string;
  /** `none`, `suppressed` or `raised` by a label or rule; `any` shows all. Without it, all but what is suppressed. */
  verdict?: 'none' | 'suppressed' | 'raised' | 'any';
}
