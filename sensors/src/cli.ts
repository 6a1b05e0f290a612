#!/usr/bin/env node
import { fingerprintCommand } from './commands/fingerprint.js';
import { UsageError } from './commands/usage.js';

const usage = `ja4-sensor fingerprint FILE... | -     print one JSON object per ClientHello of captures (pcap, pcapng)
`;

const commands = new Map([['fingerprint', fingerprintCommand]]);

const [name = '', ...args] = process.argv.slice(2);
const command = commands.get(name);
if (name === '--help' || name === '-h') {
  process.stdout.write(usage);
} else if (!command) {
  process.stderr.write(`ja4-sensor: ${name ? `no command ${name}` : 'no command given'}\n${usage}`);
  process.exitCode = 64;
} else {
  try {
    process.exitCode = await command(args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`ja4-sensor ${name}: ${error.message}\n${usage}`);
    process.exitCode = 64;
  }
}
