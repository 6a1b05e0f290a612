import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { loadSettings, SettingsError, type Settings } from '@ja4-platform/common';
import type { RemoteSettings } from '../heartbeat/remote-configuration.js';
import type { PolicySettings } from '../privacy/policy.js';

/** The settings that a sensor reads; docs/configuration.md describes them. */
export const sensorSettingNames = [
  'JA4_API_URL',
  'JA4_API_KEY',
  'JA4_HTTP_SOCKET',
  'JA4_NETWORK_SOCKET',
  'JA4_SOCKET_MODE',
  'JA4_SPOOL_DIR',
  'JA4_SPOOL_MB',
  'JA4_CAPTURE_INTERFACES',
  'JA4_CAPTURE_PORTS',
  'JA4_INCLUDE',
  'JA4_EXCLUDE',
  'JA4_SAMPLE_PERCENT',
  'JA4_ADDRESSES',
  'JA4_ADDRESS_KEY',
  'JA4_QUERY_STRINGS',
  'JA4_LOG_LEVEL',
] as const;

type Name = (typeof sensorSettingNames)[number];
export type SensorSettings = Settings<Name> & { readonly JA4_API_URL: string; readonly JA4_API_KEY: string };

/** What the kernel takes as the path of a socket (unix(7)), its end not counted. */
const maxSocketPath = 107;
const minKeyLength = 16;

/**
 * Reads the settings: from the environment, what is not set there from a file of `NAME=value` lines, and what the host
 * leaves open from the remote configuration.
 *
 * @throws SettingsError naming each setting that is wrong, missing or unknown
 */
export function loadSensorSettings(
  file: string | undefined,
  env: NodeJS.ProcessEnv = process.env,
  remote: RemoteSettings = {},
): SensorSettings {
  const loaded = loadSettings(sensorSettingNames, { ...remote, ...hostSettings(file, env) });
  const problems = problemsOf(loaded);
  if (problems.length > 0) throw new SettingsError(problems.join('\n'));
  return loaded as SensorSettings;
}

/** What the host itself sets. */
export function hostSettings(file: string | undefined, env: NodeJS.ProcessEnv): NodeJS.Dict<string> {
  const inFile = Object.entries(file === undefined ? {} : readSettingsFile(file));
  return Object.fromEntries([...inFile, ...Object.entries(env)].filter(([, value]) => value));
}

function readSettingsFile(file: string): NodeJS.Dict<string> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new SettingsError(`the settings file: ${(error as Error).message}`, { cause: error });
  }
  const entries = parseEnv(text);
  const unknown = Object.keys(entries).filter((name) => !(sensorSettingNames as readonly string[]).includes(name));
  if (unknown.length > 0) throw new SettingsError(`${file}: ${unknown.join(', ')}: a sensor has no such setting`);
  return entries;
}

function problemsOf(settings: Settings<Name>): string[] {
  const problems: string[] = [];
  if (!settings.JA4_API_URL) problems.push('JA4_API_URL is not set: where is the API?');
  if (!settings.JA4_API_KEY) problems.push("JA4_API_KEY is not set: a sensor's API key");
  for (const name of ['JA4_HTTP_SOCKET', 'JA4_NETWORK_SOCKET'] as const) {
    if (Buffer.byteLength(settings[name]) > maxSocketPath) {
      problems.push(`${name}: a socket's path is at most ${maxSocketPath} bytes long`);
    }
  }
  if (settings.JA4_HTTP_SOCKET === settings.JA4_NETWORK_SOCKET) {
    problems.push('JA4_NETWORK_SOCKET is the same as JA4_HTTP_SOCKET');
  }
  // The secret itself is not repeated in the message.
  if (settings.JA4_ADDRESSES === 'hash' && (settings.JA4_ADDRESS_KEY ?? '').length < minKeyLength) {
    problems.push(`JA4_ADDRESS_KEY: JA4_ADDRESSES=hash needs at least ${minKeyLength} characters`);
  }
  return problems;
}

/** What may leave the host by these settings. */
export function policySettingsOf(settings: SensorSettings): PolicySettings {
  return {
    include: settings.JA4_INCLUDE,
    exclude: settings.JA4_EXCLUDE,
    samplePercent: settings.JA4_SAMPLE_PERCENT,
    addresses: settings.JA4_ADDRESSES,
    addressKey: settings.JA4_ADDRESS_KEY ?? '',
    queryStrings: settings.JA4_QUERY_STRINGS,
  };
}

/** Settings that only a new start can change, of those that differ. */
export function settingsThatNeedRestart(before: SensorSettings, after: SensorSettings): string[] {
  const names = ['JA4_HTTP_SOCKET', 'JA4_NETWORK_SOCKET', 'JA4_SOCKET_MODE', 'JA4_SPOOL_DIR', 'JA4_SPOOL_MB'] as const;
  return names.filter((name) => before[name] !== after[name]);
}
