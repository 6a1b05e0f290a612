type Actions = Record<string, () => void>;

/**
 * Returns a keydown handler that runs the action of a key, unless the key belongs to what has the focus: a field, an
 * open dialog, or a combination with Ctrl, Alt or Meta.
 */
export function onKeys(actions: Actions): (event: KeyboardEvent) => void {
  return (event) => {
    const action = Object.hasOwn(actions, event.key) ? actions[event.key] : undefined;
    if (!action || event.ctrlKey || event.altKey || event.metaKey) return;
    const target = event.target as HTMLElement;
    if (target.closest('input, textarea, select, dialog')) return;
    if (event.key === 'Enter' && target.closest('a, button, summary')) return;
    event.preventDefault();
    action();
  };
}

/** Returns the index one row further or back, within bounds. */
export function stepped(index: number, step: 1 | -1, length: number): number {
  return Math.max(0, Math.min(length - 1, index + step));
}
