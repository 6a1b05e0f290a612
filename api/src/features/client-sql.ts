import {
  browserClaims,
  canSpeakAs,
  foreignHeaderOrders,
  judgedHeaderOrder,
  systemClaims,
  tcpStacks,
  tlsFamilies,
  type BrowserFamily,
} from '@ja4-platform/common';

/*
 * SQL of what common/src/clients.ts knows. Each speaks of a row's columns ja4, user_agents, header_names, ttl_min, ttl_max and
 * tcp_options, and of columns named here that come before it.
 */

const text = (value: string): string => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
const list = (values: Iterable<string>): string => `[${[...values].map(text).join(', ')}]`;

/** The name beside the first pattern that matches, else an empty text. */
function firstMatch(value: string, rules: readonly (readonly [pattern: string, name: string | null])[]): string {
  return `multiIf(${rules.map(([pattern, name]) => `match(${value}, ${text(`(?i)${pattern}`)}), ${text(name ?? '')}`).join(', ')}, '')`;
}

const foreignOrders = Object.entries(foreignHeaderOrders)
  .map(
    ([family, pattern]) =>
      `claimed_families = [${text(family)}], arrayCount(x -> match(x, ${text(pattern)}), judged_orders)`,
  )
  .join(', ');

/** Pairs of a handshake's family and another browser that may still be the same client. */
const excused = [...new Set(tlsFamilies.values())].flatMap((tls) =>
  (['chromium', 'firefox', 'safari'] satisfies BrowserFamily[])
    .filter((claimed) => claimed !== tls && canSpeakAs(tls, claimed))
    .map((claimed) => `${tls} ${claimed}`),
);

const stack = tcpStacks
  .map(
    ({ system, ttl: [above, upTo], options }) =>
      `ttl_min > ${above} AND ttl_max <= ${upTo} AND startsWith(tcp_options, ${text(options)}), ${text(system)}`,
  )
  .join(', ');

/** Columns that follow from what a client sent. */
export const clientColumns = `
    transform(splitByChar('_', toString(ja4))[2], ${list(tlsFamilies.keys())}, ${list(tlsFamilies.values())}, '') AS tls_family,
    arrayDistinct(arrayMap(x -> ${firstMatch('x', browserClaims)}, user_agents)) AS claimed_families,
    arrayFilter(x -> x != '', arrayDistinct(arrayMap(x -> ${firstMatch('x', systemClaims)}, user_agents))) AS claimed_systems,
    arrayFilter(x -> position(x, ${text(judgedHeaderOrder.needs)}) > 0 AND position(x, ${text(judgedHeaderOrder.without)}) = 0,
      arrayMap(x -> concat(',', lower(x), ','), header_names)) AS judged_orders,
    multiIf(isNull(tcp_options) OR isNull(ttl_min), '', ${stack}, '') AS tcp_system`;

/** Features that {@link clientColumns} answer. */
export const clientFeatures = {
  ja4_family_mismatch: `if(tls_family = '' OR empty(arrayFilter(x -> x != '', claimed_families)), NULL,
      arrayExists(x -> x != '' AND x != tls_family AND NOT has(${list(excused)}, concat(tls_family, ' ', x)), claimed_families))`,
  header_order_mismatch: `if(f.ja4 = '' OR empty(judged_orders), NULL, multiIf(${foreignOrders}, NULL) / length(judged_orders))`,
  os_mismatch: `if(tcp_system = '' OR length(claimed_systems) != 1, NULL, claimed_systems[1] != tcp_system)`,
};
