import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { installCommands } from './system.mjs';

describe('installCommands', () => {
  const lines = (...args) => installCommands(...args)?.map((command) => command.join(' '));

  it('refreshes the lists of apt first', () => {
    const [update, install] = lines(['redis', 'apxs'], 'apt', { id: 'debian', version: 12 });
    assert.match(update, /^apt-get .*update$/);
    assert.match(install, /^apt-get .*install -y .*redis-server apache2-dev$/);
  });

  it('knows where Valkey took the place of Redis', () => {
    assert.deepEqual(lines(['redis'], 'dnf', { id: 'rocky', version: 9 }), ['dnf install -y redis']);
    assert.deepEqual(lines(['redis'], 'dnf', { id: 'rocky', version: 10 }), ['dnf install -y valkey']);
    assert.deepEqual(lines(['redis'], 'dnf', { id: 'fedora', version: 42 }), ['dnf install -y valkey']);
  });

  it('adds EPEL before what is in it', () => {
    const expected = ['dnf install -y epel-release', 'dnf install -y chromium gcc'];
    assert.deepEqual(lines(['browser', 'compiler'], 'dnf', { id: 'rocky', version: 9 }), expected);
  });

  it('has no way without a package manager it knows', () => {
    assert.equal(lines(['redis'], undefined, { id: '', version: 0 }), undefined);
  });
});
