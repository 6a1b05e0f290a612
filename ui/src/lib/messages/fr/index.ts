import type { Messages } from '#lib/messages.ts';
import { account, keys, language, product, states, theme } from './common.ts';
import { detections } from './detections.ts';
import { actions, entities, investigation } from './entities.ts';
import { fingerprints } from './fingerprints.ts';
import { bruteforce, compare, heatmap, rotation } from './hunting.ts';
import { jobs } from './jobs.ts';
import { login } from './login.ts';
import { models } from './models.ts';
import { nav, navGroups } from './navigation.ts';
import { overview } from './overview.ts';
import { palette } from './palette.ts';
import { pivot } from './pivot.ts';
import { range } from './range.ts';
import { orphanReasons, requests } from './requests.ts';
import { searches } from './searches.ts';
import { status } from './status.ts';
import { chart, table } from './table.ts';

/** French. */
export const fr: Messages = {
  product,
  language,
  account,
  theme,
  states,
  keys,
  nav,
  navGroups,
  palette,
  pivot,
  login,
  range,
  overview,
  orphanReasons,
  requests,
  detections,
  models,
  entities,
  investigation,
  fingerprints,
  bruteforce,
  rotation,
  compare,
  heatmap,
  actions,
  jobs,
  chart,
  table,
  searches,
  status,
};
