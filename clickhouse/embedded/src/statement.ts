/** What the server must know of a statement before the engine parses it. */
export interface Statement {
  /** The first keyword, upper case; empty when there is none. */
  verb: string;
  /** The format its FORMAT clause names. */
  format: string | undefined;
  /** True when something other than a comment follows its semicolon. */
  multiple: boolean;
  /** True when it calls the table function input(). */
  readsInput: boolean;
}

/** Comments, quoted names and strings, words, and any other character. */
const token =
  /--[^\n]*|#[! ][^\n]*|\/\*[^]*?(?:\*\/|$)|'(?:\\[^]|''|[^'\\])*'?|`(?:\\[^]|[^`\\])*`?|"(?:\\[^]|[^"\\])*"?|\w+|\S/gy;
const isComment = (text: string): boolean => /^(?:--|#[! ]|\/\*)/.test(text);

function* tokens(sql: string): Generator<string> {
  const space = /\s*/y;
  for (let at = 0; at < sql.length;) {
    space.lastIndex = at;
    space.exec(sql);
    token.lastIndex = space.lastIndex;
    const text = token.exec(sql)?.[0];
    if (text === undefined) return;
    at = token.lastIndex;
    if (!isComment(text)) yield text;
  }
}

/** The first keyword of a statement, upper case, past comments and opening parentheses. */
export function verbOf(sql: string): string {
  for (const text of tokens(sql)) if (text !== '(') return text.toUpperCase();
  return '';
}

/** Reads a statement without its inline data: the clauses that decide how it is run and its output sent. */
export function readStatement(sql: string): Statement {
  const all = [...tokens(sql)];
  const end = all.findIndex((text) => text === ';');
  const words = (end === -1 ? all : all.slice(0, end)).map((text) => text.toUpperCase());
  let format: string | undefined;
  for (let i = words.length - 2; i >= 0 && format === undefined; i--) {
    const after = words[i + 2];
    if (words[i] === 'FORMAT' && (after === undefined || after === 'SETTINGS')) format = all[i + 1];
  }
  return {
    verb: words.find((text) => text !== '(') ?? '',
    format,
    multiple: end !== -1 && all.slice(end).some((text) => text !== ';'),
    readsInput: words.some((text, i) => text === 'INPUT' && words[i + 1] === '('),
  };
}

const documents =
  /^(?:JSON|JSONStrings|JSONCompact|JSONCompactStrings|JSONColumns\w*|JSONCompactColumns|JSONObjectEachRow)$/;
const rowFormats =
  /^(?:JSON(?:Compact|Strings|CompactStrings)?EachRow|(?:TabSeparated|TSV)(?:Raw)?|CSV|RowBinary|Native|LineAsString|RawBLOB)$/;

/**
 * True for formats whose pieces may be sent one after another: rows only, without a header, footer or separator. The
 * engine writes each piece of a streamed result as a whole document, so any other format is fetched in one.
 */
export function isRowFormat(format: string): boolean {
  return rowFormats.test(format);
}

/** Content-Type of a format, as ClickHouse names it. */
export function contentType(format: string): string {
  if (documents.test(format)) return 'application/json; charset=UTF-8';
  if (/^JSON.*EachRow/.test(format)) return 'application/x-ndjson; charset=UTF-8';
  if (/^(?:TabSeparated|TSV)/.test(format)) return 'text/tab-separated-values; charset=UTF-8';
  if (format.startsWith('CSV'))
    return 'text/csv; charset=UTF-8; header=' + (format.includes('With') ? 'present' : 'absent');
  if (/^(?:RowBinary|Native)/.test(format)) return 'application/octet-stream';
  return 'text/plain; charset=UTF-8';
}
