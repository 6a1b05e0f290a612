import type { Schemas } from '@ja4-platform/sdk';
import Graph from 'graphology';
import forceAtlas2 from 'graphology-layout-forceatlas2';
import Sigma, { DEFAULT_STYLES } from 'sigma';

export interface GraphActions {
  /** Told the address that was clicked. */
  onaddress: (address: string) => void;
  /** Returns a colour of the style sheet. */
  colour: (name: string) => string;
}

const iterations = 150;
/** Characters of a label: the list beside the drawing has all of them. */
const longest = 16;

/**
 * Draws the addresses of a campaign and what they share into an element; returns what takes it away again.
 *
 * @throws Error when the browser has no WebGL
 */
export function drawGraph(element: HTMLElement, data: Schemas['CampaignGraph'], actions: GraphActions): () => void {
  const { colour } = actions;
  const graph = new Graph({ type: 'undirected' });
  const most = Math.max(1, ...data.nodes.map(({ weight }) => weight));
  for (const [index, { id, kind, label, weight }] of data.nodes.entries()) {
    // A circle to begin with, so that the same campaign looks the same each time.
    const angle = (2 * Math.PI * index) / data.nodes.length;
    const isAddress = kind === 'address';
    graph.addNode(id, {
      label: label.length > longest ? `${label.slice(0, longest)}…` : label,
      address: isAddress ? label : undefined,
      x: Math.cos(angle),
      y: Math.sin(angle),
      size: isAddress ? 3 + 5 * Math.sqrt(weight / most) : 7,
      color: colour(isAddress ? '--accent' : '--high'),
    });
  }
  for (const { from, to } of data.edges) graph.mergeEdge(from, to);
  forceAtlas2.assign(graph, { iterations, settings: forceAtlas2.inferSettings(graph) });

  const renderer = new Sigma(graph, element, {
    settings: { itemSizesReference: 'screen', stagePadding: 80 },
    styles: {
      nodes: [
        DEFAULT_STYLES.nodes,
        {
          labelColor: colour('--text'),
          labelFont: 'system-ui, sans-serif',
          labelSize: 11,
          backdropColor: colour('--surface'),
        },
      ],
      edges: [DEFAULT_STYLES.edges, { color: colour('--line') }],
    },
  });
  renderer.on('clickNode', ({ node }) => {
    const address = graph.getNodeAttribute(node, 'address') as string | undefined;
    if (address !== undefined) actions.onaddress(address);
  });
  return () => renderer.kill();
}
