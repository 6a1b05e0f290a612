/** A column of a table. */
export interface Column {
  key: string;
  title: string;
  /** Width as CSS has it; columns without one share what is left. */
  width?: string;
  number?: boolean;
  /** The API's `sort` that a click on the title asks for. */
  sort?: string;
}
