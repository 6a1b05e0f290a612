// Runs in each page before anything else, and keeps what the bench asks for.
const { document } = globalThis;

/** Tasks longer than 50 ms since these were asked for last, in milliseconds. */
const longTasks = [];
new PerformanceObserver((list) => {
  longTasks.push(...list.getEntries().map(({ duration }) => Math.round(duration)));
}).observe({ type: 'longtask' });

/** Whether a place in sight still waits for its data or its drawing. */
function isWaiting() {
  const isInSight = (element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return bottom > 0 && top < globalThis.innerHeight;
  };
  const isUndrawn = (chart) => isInSight(chart) && chart.querySelector('canvas, svg, i') === null;
  return (
    document.querySelector('main h1') === null ||
    [...document.querySelectorAll('.skeleton')].some(isInSight) ||
    [...document.querySelectorAll('main .chart, main figure')].some(isUndrawn)
  );
}

const frame = () => new Promise((resolve) => globalThis.requestAnimationFrame(resolve));

globalThis.bench = {
  /** Resolves with when nothing in sight was loading any more, in milliseconds after the navigation began. */
  viewed: (async () => {
    await frame();
    while (document.body === null || isWaiting()) await frame();
    // The frame that shows it is painted after its callbacks.
    return frame();
  })(),

  longTasks: () => longTasks.splice(0),

  /** Scrolls to the end of the first table again and again, until it has so many rows; returns to its top. Throws after two minutes. */
  async fillTable(rows) {
    const scroller = document.querySelector('main .scroller');
    const latest = performance.now() + 120_000;
    while (scroller.querySelector('table').ariaRowCount <= rows) {
      if (performance.now() > latest) throw new Error(document.querySelector('main').innerText.slice(-300));
      scroller.scrollTop = scroller.scrollHeight;
      await frame();
    }
    scroller.scrollTop = 0;
    await frame();
  },

  /** Resolves with the times of the frames of some time. */
  async frames(forMs) {
    const times = [await frame()];
    while (times.at(-1) - times[0] < forMs) times.push(await frame());
    return times;
  },
};
