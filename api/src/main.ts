import { createLogger, loadSettings, onShutdown, SettingsError } from '@ja4-platform/common';
import { apiSettings } from './context.js';
import { startServer } from './server.js';

const logger = createLogger('api');
try {
  const server = await startServer(loadSettings(apiSettings), logger);
  logger.info({ address: server.address }, 'listening');
  onShutdown(() => server.close());
  server.fillAggregates().catch((error: unknown) => {
    logger.error({ err: error }, 'the aggregates could not be filled; the hourly check tries again');
  });
  server.importDefaultLists().catch((error: unknown) => {
    logger.error({ err: error }, 'the reference lists of the installation could not be imported');
  });
} catch (error) {
  if (error instanceof SettingsError) process.stderr.write(`${error.message}\n`);
  else logger.fatal({ err: error }, 'the API could not start');
  process.exit(1);
}
