import { seconds } from '../../sample/make/run.mjs';

/** Waits until something holds. */
export async function until(holds, what, limitSeconds = 60) {
  for (const end = Date.now() + limitSeconds * 1000; !(await holds()); await seconds(0.2))
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
}
