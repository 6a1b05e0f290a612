import { invalid } from '../http/invalid.js';
import { isoTime, parseInstant } from '../http/time-range.js';
import { isAddress } from '../store/address.js';
import { networkTexts, parseNetwork } from '../store/network.js';

/** Nobody blocks more than this at once: a typing error must not take a site off the net. */
const fewestBits = { 32: 8, 128: 16 } as const;

/**
 * Returns an address or CIDR block as it is stored and compared: host bits cleared, IPv6 shortened.
 * @throws Problem validation-failed
 */
export function checkedNetwork(value: string, location: string): string {
  try {
    return networkTexts(parseNetwork(value))[0]!;
  } catch {
    throw invalid(location, 'must be an address or a CIDR block');
  }
}

/**
 * Returns an address or CIDR block that may be blocked, as it is stored and compared.
 * @throws Problem validation-failed
 */
export function checkedBlock(value: string, location: string): string {
  const checked = checkedNetwork(value, location);
  const { first, last, width } = parseNetwork(checked);
  const bits = fewestBits[width];
  if (last - first + 1n > 1n << BigInt(width - bits)) throw invalid(location, `must be a block of at least /${bits}`);
  return checked;
}

/**
 * Returns an address, when there is one, as addresses are stored and compared.
 * @throws Problem validation-failed
 */
export function checkedAddress(value: string | undefined, location: string): string | undefined {
  if (value === undefined) return undefined;
  if (!isAddress(value)) throw invalid(location, 'must be an address');
  return checkedNetwork(value, location);
}

/** Where and until when something holds. */
interface Span {
  readonly host: string;
  readonly expires_at: string | null;
}

/** Whether a change has something hold where or when it did not. */
export function speaksAnew(stored: Span, change: Partial<Span>, nowMs: number): boolean {
  const isMoved = change.host !== undefined && change.host !== stored.host;
  const isOver = stored.expires_at !== null && Date.parse(stored.expires_at) <= nowMs;
  return isMoved || (isOver && change.expires_at !== undefined);
}

/**
 * Returns an end in the future as the store writes it; null when there is none.
 * @throws Problem validation-failed
 */
export function checkedExpiry(value: string | null | undefined, nowMs: number): string | null {
  if (value === null || value === undefined) return null;
  const expiry = parseInstant(value, '/expires_at');
  if (expiry <= nowMs * 1000) throw invalid('/expires_at', 'must be in the future');
  return new Date(isoTime(expiry)).toISOString();
}
