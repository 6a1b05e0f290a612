/** Why something was decided about a model; several stand beside each other. */
export const decisionMessages = {
  'decision.holds': 'holds all gates',
  'decision.rate':
    'names {share, number, percent} of {rows, number} clean rows, {target, number, percent} is the target',
  'decision.canaries': 'finds {share, number, percent} of the canaries, the champion {champion, number, percent}',
  'decision.trees': 'the same seed gave other trees',
  'decision.first': 'the first model of its feature list',
  'decision.young': 'the champion saw less than a day',
  'decision.shadow': 'a day in the shadow: named {share, number, percent} of {rows, number} rows',
  'decision.newer': 'the newer {model} took its place',
  'decision.replaced': '{model} took its place',
  'decision.taught': '{features, number} features of {scope} moved the same way: its rows stay out of training',
} as const;
