import { features, featureVersion, fleetFeatures, type Feature } from '@ja4-platform/common';

const suspicious: Record<Feature['direction'], string> = { 1: 'high', [-1]: 'low', 0: 'either' };

function table(list: readonly Feature[]): string {
  const rows = list.map(({ name, direction, unit, description }) => [
    `\`${name}\``,
    suspicious[direction],
    unit,
    description,
  ]);
  const heads = ['feature', 'suspicious when', 'unit', 'what it is'];
  const widths = heads.map((head, at) => Math.max(head.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  return [line(heads), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)].join('\n');
}

/** The text of docs/features.md. */
export const featuresPage = `# Features

What the bot-detector reads: version ${featureVersion} of the lists in \`common/src/features.ts\`. Each value is computed in SQL from hourly
aggregates (\`api/src/features\`), and has a test on rows made by hand. What cannot be known for a row is null: it is never 0
and never speaks against a client. A model carries the version and the names of its list; scoring with another list is refused.

Numbers that spread over orders of magnitude are logarithms (log10). Distinct values are exact for small sets and 2 % off for
large ones. A request counts as a browser's when it has the headers that browsers send, whatever its handshake says.

## Clients

\`GET /v1/features\`: one row for each hour, client address, JA4 and host. Behind a trusted proxy the address is the client's, and
everything about handshake and TCP is null, since it is the proxy's.

${table(features)}

## Fleets

\`GET /v1/features/fleets\`: one row for each hour, JA4, order of headers and host, over all addresses: it shows what many
addresses do that each do little.

${table(fleetFeatures)}
`;
