/** Groups of things that are joined pair by pair (Tarjan 1975). */
export class UnionFind {
  readonly #parents: number[];

  constructor(size: number) {
    this.#parents = Array.from({ length: size }, (_, at) => at);
  }

  /** One that stands for the whole group of `item`. */
  find(item: number): number {
    let root = item;
    while (this.#parents[root] !== root) root = this.#parents[root]!;
    while (this.#parents[item] !== root) [item, this.#parents[item]] = [this.#parents[item]!, root];
    return root;
  }

  join(a: number, b: number): void {
    const [low, high] = [this.find(a), this.find(b)].sort((x, y) => x - y) as [number, number];
    this.#parents[high] = low;
  }

  /** The groups, each in ascending order. */
  groups(): number[][] {
    return [...Map.groupBy(this.#parents.keys(), (item) => this.find(item)).values()];
  }
}
