/** The part of ml-isolation-forest 0.1.0 that is used; the package ships no types. */
declare module 'ml-isolation-forest' {
  /** Rows of any kind of array. */
  export type Rows = readonly (readonly number[] | Float64Array)[];
  /** A node as the library leaves it: inner nodes have both children, leaves hold their rows. */
  export interface LibraryNode {
    readonly left?: LibraryNode;
    readonly right?: LibraryNode;
    readonly splitColumn?: number;
    readonly splitValue?: number;
    readonly trainingSet?: Rows;
  }
  export class IsolationForest {
    constructor(options: { nEstimators: number });
    readonly forest: readonly LibraryNode[];
    train(trainingSet: Rows): void;
  }
}
