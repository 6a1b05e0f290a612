/** What a campaign is called, and what its addresses share. */
export const campaignMessages = {
  'campaign.several': '{addresses, number} addresses on {host} and {more, number} more',
  'campaign.one': '{addresses, number} addresses on {host}',
  'shared.ja4': '{members, number} of {addresses, number} addresses share the handshake',
  'shared.header_order': '{members, number} of {addresses, number} addresses share the order of headers',
  'shared.path_bucket': '{members, number} of {addresses, number} addresses share nearly the same paths',
  'shared.leaves': '{members, number} of {addresses, number} addresses end in the same leaves of the model',
} as const;
