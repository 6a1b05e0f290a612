import { sentence } from '@ja4-platform/common';
import type { EvidenceRule } from './rule.js';

/** Calls itself a crawler whose addresses are published, from an address that is none of them. */
export const falseSearchEngine: EvidenceRule = {
  key: 'false-search-engine',
  severity: 'high',
  evidence: ({ client_ip, context }) => {
    const { false_bot: bot, user_agents: userAgents } = context;
    if (bot === null) return undefined;
    const named = userAgents.find((userAgent) => userAgent.toLowerCase().includes(bot.toLowerCase()));
    return { detail: sentence('false-search-engine', { address: client_ip, bot, userAgent: String(named) }) };
  },
};
