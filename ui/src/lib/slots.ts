/**
 * Elements for the rows in sight. A row keeps its element; one that comes into sight takes over that of one that left: making
 * elements for each costs more than a frame has when a table is scrolled fast.
 */
export class Slots {
  private readonly slots = new Map<string, number>();
  private next = 0;

  /**
   * Returns the slot of each key.
   *
   * @param keys of the rows in sight, none twice
   * @param focused key of the row whose element may have the focus, which goes with it when it leaves
   */
  of(keys: readonly string[], focused: string | undefined): number[] {
    const inSight = new Set(keys);
    const free: number[] = [];
    for (const [key, slot] of this.slots) {
      if (inSight.has(key)) continue;
      this.slots.delete(key);
      if (key !== focused) free.push(slot);
    }
    return keys.map((key) => {
      const slot = this.slots.get(key) ?? free.pop() ?? this.next++;
      this.slots.set(key, slot);
      return slot;
    });
  }
}
