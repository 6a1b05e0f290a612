/** Control characters, and those that turn the direction of writing or take no room: text can lie with them. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Returns a text with what one would not see written out, like `\u202e`, so that it says what it is. */
export function visible(text: string): string {
  return text.replace(unseen, (each) => `\\u${(each.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);
}

/** Returns what somebody wrote, which may have several lines, in the same way. */
export function prose(text: string): string {
  return text.split('\n').map(visible).join('\n');
}
