import type { Messages } from '#lib/messages.ts';
import { accountPage, apiKeys, audit, users } from './access.ts';
import { campaigns } from './campaigns.ts';
import { account, keys, language, product, states, theme } from './common.ts';
import { decisions } from './decisions.ts';
import { detection } from './detection.ts';
import { detections } from './detections.ts';
import { actions, entities, investigation } from './entities.ts';
import { features } from './features.ts';
import { fingerprints } from './fingerprints.ts';
import { effect, forms } from './forms.ts';
import { bruteforce, compare, heatmap, rotation } from './hunting.ts';
import { inbox, reasonTitles } from './inbox.ts';
import { ja4 } from './ja4.ts';
import { jobs } from './jobs.ts';
import { labels } from './labels.ts';
import { lists } from './lists.ts';
import { login } from './login.ts';
import { models } from './models.ts';
import { nav, navGroups } from './navigation.ts';
import { overview } from './overview.ts';
import { palette } from './palette.ts';
import { pivot } from './pivot.ts';
import { problems } from './problems.ts';
import { range } from './range.ts';
import { orphanReasons, requests } from './requests.ts';
import { rules } from './rules.ts';
import { savedSearches } from './savedSearches.ts';
import { searches } from './searches.ts';
import { sensors } from './sensors.ts';
import { sentences } from './sentences.ts';
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
  problems,
  login,
  range,
  overview,
  orphanReasons,
  requests,
  detections,
  models,
  entities,
  investigation,
  features,
  fingerprints,
  bruteforce,
  rotation,
  compare,
  heatmap,
  actions,
  ja4,
  jobs,
  accountPage,
  apiKeys,
  audit,
  users,
  campaigns,
  decisions,
  detection,
  effect,
  forms,
  inbox,
  reasonTitles,
  labels,
  lists,
  rules,
  savedSearches,
  sensors,
  chart,
  table,
  searches,
  sentences,
  status,
};
