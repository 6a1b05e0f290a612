class PanelState {
  /** The command palette. */
  palette = $state(false);
  /** The list of keys. */
  keys = $state(false);
}

/** What is open over whichever page. */
export const panels = new PanelState();
