/** Returns a colour of the style sheet, like `--bar`, as canvas takes it: in the theme that is in force at an element. */
export function colourOf(name: string, element: HTMLElement): string {
  const probe = document.createElement('i');
  probe.style.color = `var(${name})`;
  element.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

/** Colours that tell series apart, in both themes, also to those who see few colours. */
export const seriesColours = [
  '--series-1',
  '--series-2',
  '--series-3',
  '--series-4',
  '--series-5',
  '--series-6',
  '--series-7',
  '--series-8',
] as const;
