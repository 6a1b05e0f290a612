import type { TlsEvent } from '../sentinel/event.js';
import { fitted, printable } from './terminal.js';

interface Column {
  readonly title: string;
  readonly least: number;
  readonly most: number;
  /** Columns that do not fit are left out, the last of these numbers first. */
  readonly rank: number;
  /** Characters at the end that stay when a text is cut. */
  readonly tail?: number;
  readonly text: (event: TlsEvent) => string;
}

const ja4Columns = 36;
const gap = '  ';
/** `:65535` and some of the address before it. */
const endpointTail = 10;

/** An address and a port: an IPv6 address stands in brackets (RFC 3986 section 3.2.2). */
function endpoint(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

const columns: readonly Column[] = [
  { title: 'TIME', least: 12, most: 12, rank: 4, text: ({ time }) => time.slice(11, 23) },
  { title: 'CLIENT', least: 21, most: 47, rank: 2, tail: endpointTail, text: clientOf },
  { title: 'SERVER', least: 21, most: 47, rank: 7, tail: endpointTail, text: serverOf },
  { title: 'JA4', least: ja4Columns, most: ja4Columns, rank: 1, text: ({ ja4 }) => ja4 },
  { title: 'NAME', least: 16, most: 60, rank: 3, text: ({ tls_sni: name }) => name ?? '' },
  { title: 'ALPN', least: 11, most: 24, rank: 6, text: ({ tls_alpn: names }) => names?.join(' ') ?? '' },
  { title: 'NOTE', least: 12, most: 20, rank: 5, text: noteOf },
];

function clientOf({ src_ip: address, src_port: port }: TlsEvent): string {
  return endpoint(address, port);
}

function serverOf({ dst_ip: address, dst_port: port }: TlsEvent): string {
  return endpoint(address, port);
}

/** What is unusual about the hello: what came before it, and that it answers a retry request. */
function noteOf({ prologue, hello_index: index }: TlsEvent): string {
  return [prologue, index > 1 ? 'retried' : null].filter(Boolean).join(' ');
}

/** One line for each hello, in columns that fit a terminal. */
export class HelloTable {
  private readonly chosen: readonly { readonly column: Column; readonly width: number }[];

  /** @param width columns of the terminal. */
  constructor(width: number) {
    const shown = new Set<Column>();
    let left = width + gap.length;
    for (const column of columns.toSorted((one, other) => one.rank - other.rank)) {
      const needed = column.least + gap.length;
      if (shown.size > 0 && needed > left) break;
      left -= needed;
      shown.add(column);
    }
    this.chosen = columns
      .filter((column) => shown.has(column))
      .map((column) => {
        const more = Math.max(0, Math.min(left, column.most - column.least));
        left -= more;
        return { column, width: column.least + more };
      });
  }

  heading(): string {
    return this.line(({ title }) => title);
  }

  row(event: TlsEvent): string {
    return this.line(({ text }) => printable(text(event)));
  }

  private line(text: (column: Column) => string): string {
    return this.chosen
      .map(({ column, width }) => fitted(text(column), width, column.tail))
      .join(gap)
      .trimEnd();
  }
}
