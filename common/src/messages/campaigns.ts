/** What a campaign is called. */
export const campaignMessages = {
  'campaign.several': '{addresses, number} addresses on {host} and {more, number} more',
  'campaign.one': '{addresses, number} addresses on {host}',
} as const;
