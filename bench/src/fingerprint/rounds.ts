/** Best of the rounds of one contender. */
export interface Speed {
  /** Per second of one core's time. */
  readonly per_second: number;
  readonly per_second_by_clock: number;
}

/** Does its work once and returns how many hellos that were. */
type Contender = () => number | Promise<number>;

/** Runs the contenders in turn, so that what else the machine does falls on all of them, and keeps each one's best. */
export async function bestOf<K extends string>(
  rounds: number,
  contenders: Record<K, Contender>,
): Promise<Record<K, Speed>> {
  const names = Object.keys(contenders) as K[];
  const best = Object.fromEntries(names.map((name) => [name, { per_second: 0, per_second_by_clock: 0 }]));
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      const start = performance.now();
      const before = process.cpuUsage();
      const count = await contenders[name]();
      const { user, system } = process.cpuUsage(before);
      const speed = {
        per_second: Math.round((count / (user + system)) * 1e6),
        per_second_by_clock: Math.round((count / (performance.now() - start)) * 1e3),
      };
      if (speed.per_second > (best[name]?.per_second ?? 0)) best[name] = speed;
    }
  }
  return best as Record<K, Speed>;
}
