/** Returns what draws charts over time. A page asks for it while the numbers are on their way, too. */
export const loadPlot = (): Promise<typeof import('#lib/charts/plot.ts')> => import('#lib/charts/plot.ts');
