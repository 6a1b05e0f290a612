import type { FoundCampaign } from '../../api-types.js';

const MEMBERS_OF_PART = 500;

/**
 * Returns a campaign as requests that each have some of its members, `more` in all but the last: thousands are a body of some
 * MB, and the API does nothing else while it looks at one.
 */
export function partsOf(campaign: FoundCampaign): FoundCampaign[] {
  const { members } = campaign;
  return Array.from({ length: Math.ceil(members.length / MEMBERS_OF_PART) }, (_, at) => {
    const end = (at + 1) * MEMBERS_OF_PART;
    return { ...campaign, members: members.slice(at * MEMBERS_OF_PART, end), more: end < members.length };
  });
}
