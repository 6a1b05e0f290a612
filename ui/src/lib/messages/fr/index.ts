import type { Messages } from '#lib/messages.ts';
import { account, keys, language, product, states, theme } from './common.ts';
import { detections } from './detections.ts';
import { jobs } from './jobs.ts';
import { login } from './login.ts';
import { models } from './models.ts';
import { nav } from './navigation.ts';
import { overview } from './overview.ts';
import { range } from './range.ts';
import { orphanReasons, requests } from './requests.ts';
import { status } from './status.ts';

/** French. */
export const fr: Messages = {
  product,
  language,
  account,
  theme,
  states,
  keys,
  nav,
  login,
  range,
  overview,
  orphanReasons,
  requests,
  detections,
  models,
  jobs,
  status,
};
