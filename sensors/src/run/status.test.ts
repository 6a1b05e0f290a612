import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { BothSourcesCounters } from '../inputs/both-sources.js';
import { CaptureCounters } from '../inputs/capture/live-capture.js';
import { IntakeCounters } from '../inputs/intake.js';
import { SocketCounters } from '../inputs/socket-input.js';
import { PolicyCounters } from '../privacy/policy.js';
import { SenderCounters } from '../sender/sender.js';
import { sensorSettingNames } from '../settings/sensor-settings.js';
import { Counters } from '../sentinel/counters.js';
import { SpoolCounters } from '../spool/spool.js';

const counters = [
  new IntakeCounters(),
  new SocketCounters(),
  new BothSourcesCounters(),
  new PolicyCounters(),
  new CaptureCounters(),
  new Counters(),
  new SpoolCounters(),
  new SenderCounters(),
];

function pageOf(name: string): string {
  let dir = import.meta.dirname;
  while (!existsSync(join(dir, 'docs', name))) dir = dirname(dir);
  return readFileSync(join(dir, 'docs', name), 'utf8');
}

test('docs/sensors.md names every counter', () => {
  const page = pageOf('sensors.md');
  const missing = counters.flatMap((group) => Object.keys(group)).filter((name) => !page.includes(`\`${name}\``));
  assert.deepEqual(missing, []);
});

test("docs/sensors.md has the settings of a sensor, and of each what docs/configuration.md has, which is the code's", () => {
  const settingsOf = (page: string): [string, string[]][] =>
    Array.from(pageOf(page).matchAll(/^\| `(JA4_\w+)` +\|(.+)\|$/gm), ([, name = '', cells = '']) => [
      name,
      cells.split('|').map((cell) => cell.trim()),
    ]);
  const own = settingsOf('sensors.md');
  assert.deepEqual(new Set(own.map(([name]) => name)), new Set<string>(sensorSettingNames));
  const all = new Map(settingsOf('configuration.md'));
  for (const [name, cells] of own) assert.deepEqual(cells, all.get(name), name);
});
