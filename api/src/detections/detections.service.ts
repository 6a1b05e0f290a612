import type { Caller } from '../http/caller.js';
import type {
  Detection,
  DetectionPage,
  DetectionSearch,
  Finding,
  Triage,
  UpsertedDetections,
} from './detections.types.js';

export class DetectionsService {
  list(_search: DetectionSearch): Promise<DetectionPage> {
    throw new Error('not built yet');
  }

  upsert(_findings: Finding[], _caller: Caller): Promise<UpsertedDetections> {
    throw new Error('not built yet');
  }

  get(_detectionId: string): Promise<Detection> {
    throw new Error('not built yet');
  }

  triage(_detectionId: string, _triage: Triage, _ifMatch: string | undefined, _caller: Caller): Promise<Detection> {
    throw new Error('not built yet');
  }
}
