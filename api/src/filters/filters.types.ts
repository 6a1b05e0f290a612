/**
 * `x` is exactly x, `x*` begins with x, `~x` matches the regular expression x (RE2, at most 256 characters), `null` is
 * not known; after `=` everything means itself. `!` before it filters out. See /docs/filters.
 * @maxLength 16400
 * @example "!curl/*"
 */
export type TextFilter = string;

/**
 * `400`, `400..499` (both included), `400..`, `..499` or `null` (not known); `!` before it filters out. See /docs/filters.
 * @maxLength 100
 * @example "400..499"
 */
export type NumberFilter = string;

/**
 * An address or a CIDR block; `!` before it filters out. See /docs/filters.
 * @maxLength 100
 * @example "203.0.113.0/24"
 */
export type AddressFilter = string;

/**
 * `true`, `false` or `null` (not known); `!` before it filters out. See /docs/filters.
 * @maxLength 10
 * @example "true"
 */
export type FlagFilter = string;

/**
 * Two times as in `from` and `to`, the second excluded: `-2h..-1h`, `2026-11-22T14:00:00Z..`; or `null` (not known); `!`
 * before it filters out. See /docs/filters.
 * @maxLength 100
 * @example "-2h..-1h"
 */
export type TimeFilter = string;

/**
 * `name`: a header of this name, whatever its case, is there; `name: x` with a value as text is filtered. `!` before it
 * filters out. See /docs/filters.
 * @maxLength 16400
 * @example "accept-language: fr*"
 */
export type HeaderFilter = string;
