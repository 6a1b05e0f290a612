import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { colourOf } from '#lib/charts/colours.ts';
import { heightsOf, type Series } from '#lib/charts/series.ts';
import { formatBucket, formatShort } from '#lib/format.ts';

export interface PlotData {
  /** Starts of the buckets. */
  times: readonly string[];
  bucketSeconds: number;
  series: readonly Series[];
}

export interface PlotActions {
  /** Told the bucket under the pointer; null beside them. */
  onhover: (index: number | null) => void;
  /** Told the times between which the pointer was drawn, in milliseconds. */
  onselect: (from: number, to: number) => void;
}

const height = 168;
const gap = 0.14;

/** Draws a chart over time into an element; returns what takes it away again. */
export function drawPlot(element: HTMLElement, data: PlotData, { onhover, onselect }: PlotActions): () => void {
  const colour = (name: string): string => colourOf(name, element);
  const { bucketSeconds } = data;
  const starts = data.times.map((time) => Date.parse(time) / 1000);
  // A bucket's numbers stand over its middle.
  const middles = starts.map((start) => start + bucketSeconds / 2);
  const heights = heightsOf(data.series);
  // What stands highest is drawn first: the others cover its foot.
  const order = [...heights.keys()].sort((a, b) => rank(data.series[a]) - rank(data.series[b]) || b - a);
  const first = starts[0] ?? 0;
  const last = starts.at(-1) ?? 1;
  const axis = { stroke: colour('--muted'), font: '11px system-ui', ticks: { show: false } };
  const bars = uPlot.paths.bars?.({ size: [1 - gap, 90] });
  const thin = uPlot.paths.bars?.({ size: [0.25, 6] });
  function strokeOf(series: Series | undefined): uPlot.Series {
    const ink = colour(series?.colour ?? '--bar');
    if (series?.form === 'line') return { stroke: ink, width: 1.5, dash: [4, 3], points: { show: false } };
    const paths = series?.form === 'bar' ? thin : bars;
    return { fill: ink, width: 0, ...(paths ? { paths } : {}), points: { show: false } };
  }
  const plot = new uPlot(
    {
      width: element.clientWidth,
      height,
      // The last label stands half beside the last bucket.
      padding: [8, 42, 0, 0],
      legend: { show: false },
      cursor: { y: false, points: { show: false }, drag: { setScale: false } },
      scales: {
        x: { range: [first, last + bucketSeconds] },
        y: { range: (_plot, _min, max) => [0, Math.max(1, max * 1.05)] },
      },
      axes: [
        {
          ...axis,
          grid: { show: false },
          size: 28,
          space: 90,
          values: (_plot, splits) => splits.map((at) => formatBucket(new Date(at * 1000), bucketSeconds)),
        },
        {
          ...axis,
          size: 52,
          space: 36,
          grid: { stroke: colour('--line'), width: 1 },
          values: (_plot, splits) => splits.map((at) => (Number.isInteger(at) ? formatShort(at) : '')),
        },
      ],
      series: [{}, ...order.map((index) => strokeOf(data.series[index]))],
      hooks: {
        setCursor: [({ cursor }) => onhover(bucketAt(cursor.left))],
        setSelect: [
          (self) => {
            const { left, width } = self.select;
            if (width < 4) return;
            onselect(self.posToVal(left, 'x') * 1000, self.posToVal(left + width, 'x') * 1000);
            self.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
          },
        ],
      },
    },
    [middles, ...order.map((index) => heights[index] ?? [])],
    element,
  );
  function bucketAt(left: number | undefined): number | null {
    if (left === undefined || left < 0) return null;
    const index = Math.floor((plot.posToVal(left, 'x') - first) / bucketSeconds);
    return index >= 0 && index < starts.length ? index : null;
  }
  const resize = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height }));
  resize.observe(element);
  return () => {
    resize.disconnect();
    plot.destroy();
  };
}

/** Lines and narrow bars lie over what is stacked. */
function rank(series: Series | undefined): number {
  return series?.form === 'stack' ? 0 : 1;
}
