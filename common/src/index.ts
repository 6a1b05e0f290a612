export { beginning } from './beginning.js';
export { chunks } from './chunks.js';
export {
  browserClaims,
  canSpeakAs,
  claimedBrowser,
  foreignHeaderOrders,
  h2Family,
  judgedHeaderOrder,
  systemClaims,
  tcpStacks,
  tlsFamilies,
  tlsFamily,
  type BrowserFamily,
} from './clients.js';
export { features, featureVersion, fleetFeatures, type Feature } from './features.js';
export { createLogger, type Logger } from './logger.js';
export {
  apiMessages,
  inEnglish,
  message,
  messageOf,
  sentence,
  type Message,
  type MessageKey,
} from './messages/messages.js';
export { loadSettings, settings, SettingsError, type SettingName, type Settings } from './settings.js';
export { onShutdown } from './shutdown.js';
export { cancelKey, cancelledBy, queueNames, queuePrefix, type QueueJobs, type QueueName } from './queues.js';
export { redisAddress } from './redis.js';
