/** Text that is HTML already. */
export class Html {
  constructor(readonly text: string) {}
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** A template of HTML: whatever is put in is text, unless it was made by a template itself. */
export function html(strings: TemplateStringsArray, ...values: readonly (Html | string | number)[]): Html {
  const texts = values.map((value) =>
    value instanceof Html ? value.text : String(value).replaceAll(/[&<>"']/g, (character) => escapes[character] ?? ''),
  );
  return new Html(strings.map((part, index) => part.replaceAll(/\n\s+/g, '\n') + (texts[index] ?? '')).join(''));
}

/** Returns the parts one after the other. */
export function join(parts: readonly Html[]): Html {
  return new Html(parts.map(({ text }) => text).join(''));
}
