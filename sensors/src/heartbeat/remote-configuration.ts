import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Schemas } from '@ja4-platform/sdk';

export type RemoteSettings = Schemas['RemoteSettings'];

/** What the API decides where the host does not. */
export interface RemoteConfiguration {
  /** 0 for none. */
  readonly version: number;
  readonly settings: RemoteSettings;
}

/** The settings that the API may decide: never where events go, nor what is kept on the host, nor a secret. */
const names: Record<keyof RemoteSettings, true> = {
  JA4_CAPTURE_INTERFACES: true,
  JA4_CAPTURE_PORTS: true,
  JA4_INCLUDE: true,
  JA4_EXCLUDE: true,
  JA4_SAMPLE_PERCENT: true,
  JA4_ADDRESSES: true,
  JA4_QUERY_STRINGS: true,
  JA4_LOG_LEVEL: true,
};

const pathOf = (spoolDir: string): string => join(spoolDir, 'remote-configuration.json');

/**
 * Returns the settings when all of them are ones that the API may decide, and text.
 * @throws Error naming the first that is not
 */
export function checked(settings: object): RemoteSettings {
  const wrong = Object.entries(settings).find(
    ([name, value]) => !Object.hasOwn(names, name) || typeof value !== 'string',
  );
  if (wrong) throw new Error(`${wrong[0]}: the API does not decide this here`);
  return settings;
}

/** The configuration that was kept last: privacy and filters hold while the API is away. None when there is none to read. */
export async function readRemote(spoolDir: string): Promise<RemoteConfiguration> {
  try {
    const { version, settings } = JSON.parse(await readFile(pathOf(spoolDir), 'utf8')) as RemoteConfiguration;
    return { version, settings: checked(settings) };
  } catch {
    return { version: 0, settings: {} };
  }
}

/** Keeps a configuration for the next start. */
export async function writeRemote(spoolDir: string, configuration: RemoteConfiguration): Promise<void> {
  const draft = `${pathOf(spoolDir)}.new`;
  await writeFile(draft, `${JSON.stringify(configuration)}\n`, { mode: 0o600, flush: true });
  await rename(draft, pathOf(spoolDir));
}
