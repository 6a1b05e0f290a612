/** A bar of a histogram: its name on the axis, and how many. */
export interface Bin {
  name: string;
  count: number;
}
