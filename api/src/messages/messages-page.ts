import { apiMessages } from '@ja4-platform/common';

/** The text of docs/messages.md. */
export const messagesPage = `# Messages

What the API says of what it found, beside each sentence in English: a key that names the sentence for ever, and what is filled in.
Reasons of detections, parts of a risk, suggestions of labels and names of campaigns have one \`message\`; sensors, decisions about models and
the notices of \`GET /v1/status\` have a list of \`messages\`, one for each sentence. Whoever shows them in another language has a sentence of its own for each key and fills it in;
what stands in braces is as ICU MessageFormat has it: \`{name}\` is text, \`{name, number}\` a number, \`{name, number, percent}\` a share
of 0 to 1, \`{name, duration}\` a length of time in seconds. A reason whose sentence was stored by another release can be without.

${Object.entries(apiMessages)
  .map(([key, text]) => `- \`${key}\`: ${text}`)
  .join('\n')}
`;
