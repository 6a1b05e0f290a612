import type { Caller } from '../http/caller.js';
import { Problem } from '../http/problem.js';
import type { RecordFields } from './records.types.js';

/** Whether what hides detections needs a second person before it holds. */
export class TwoPersons {
  constructor(private readonly setting: 'off' | 'on') {}

  /**
   * True when what somebody makes or changes now waits for another.
   * @throws Problem forbidden to keys: whoever confirms could be the person behind the key
   */
  mustConfirm(hides: boolean, { kind }: Caller): boolean {
    const mustConfirm = hides && this.setting === 'on';
    if (mustConfirm && kind !== 'person') {
      throw new Problem(
        'forbidden',
        'What hides detections is made and changed by people here, not by API keys: sign in.',
      );
    }
    return mustConfirm;
  }
}

/**
 * Returns the change that lets something hold.
 * @param caller a person
 * @throws Problem conflict when it waits for nobody, or the caller is who made or changed it
 */
export function confirmation(
  { awaits_second, updated_by }: Pick<RecordFields, 'updated_by'> & { awaits_second: boolean },
  caller: Caller,
): { awaits_second: boolean } {
  if (!awaits_second) throw new Problem('conflict', 'It waits for nobody.');
  if (updated_by === caller.name)
    throw new Problem('conflict', 'Another person than who made or changed it must confirm.');
  return { awaits_second: false };
}
