import dagre from '@dagrejs/dagre';
import { Background, Controls, type Edge, MarkerType, type Node, ReactFlow } from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import { type CSSProperties, useMemo } from 'react';

export type MapConcept = { id: string; name: string; level: number | null };
export type MapEdge = { from: string; to: string };

const WIDTH = 168;
const HEIGHT = 44;
/** More than this is a tangle that nobody reads. */
const MOST = 40;

/** The library's buttons in our colours, so that they are dark in the dark. */
const CONTROLS = {
  '--xy-controls-button-background-color': 'var(--color-surface)',
  '--xy-controls-button-background-color-hover': 'var(--color-hover)',
  '--xy-controls-button-color': 'var(--color-ink)',
  '--xy-controls-button-color-hover': 'var(--color-ink)',
  '--xy-controls-button-border-color': 'var(--color-line)',
} as CSSProperties;

function shade(level: number | null): string {
  if (level === null) return 'var(--color-sunken)';
  return `color-mix(in oklab, var(--color-accent) ${Math.round(level * 0.55)}%, var(--color-surface))`;
}

/** The zoom below which names cannot be read; a larger map is panned. */
const READABLE = 0.7;

/**
 * Concepts that have something to do with what the learner has begun, from left to right in the
 * order in which they build on each other.
 */
export function ConceptMap({
  concepts,
  edges,
  label,
  onSelect,
}: {
  concepts: readonly MapConcept[];
  edges: readonly MapEdge[];
  label: string;
  onSelect?: (id: string) => void;
}) {
  const { nodes, arrows } = useMemo(() => layout(concepts, edges), [concepts, edges]);
  return (
    <section
      aria-label={label}
      style={CONTROLS}
      className="h-120 rounded-panel border border-line bg-surface"
      dir="ltr"
    >
      <ReactFlow
        nodes={nodes}
        edges={arrows}
        fitView
        fitViewOptions={{ minZoom: READABLE, maxZoom: 1 }}
        minZoom={0.15}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={onSelect !== undefined}
        edgesFocusable={false}
        proOptions={{ hideAttribution: true }}
        onNodeClick={(_, node) => onSelect?.(node.id)}
      >
        <Background gap={24} />
        <Controls showInteractive={false} />
      </ReactFlow>
    </section>
  );
}

function layout(
  concepts: readonly MapConcept[],
  edges: readonly MapEdge[],
): { nodes: Node[]; arrows: Edge[] } {
  const linked = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const begun = new Set(concepts.flatMap(({ id, level }) => (level === null ? [] : [id])));
  const near = new Set(
    edges.flatMap(({ from, to }) => (begun.has(from) || begun.has(to) ? [from, to] : [])),
  );
  const rank = ({ id }: MapConcept): number => (begun.has(id) ? 2 : near.has(id) ? 1 : 0);
  const shown = concepts
    .filter(({ id }) => linked.has(id))
    .toSorted((a, b) => rank(b) - rank(a))
    .slice(0, MOST);
  const ids = new Set(shown.map(({ id }) => id));
  const kept = edges.filter(({ from, to }) => ids.has(from) && ids.has(to));
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 16, ranksep: 56 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id } of shown) graph.setNode(id, { width: WIDTH, height: HEIGHT });
  for (const { from, to } of kept) graph.setEdge(from, to);
  dagre.layout(graph);
  return {
    nodes: shown.map((concept) => {
      const { x, y } = graph.node(concept.id);
      return {
        id: concept.id,
        position: { x: x - WIDTH / 2, y: y - HEIGHT / 2 },
        data: {
          label:
            concept.level === null
              ? concept.name
              : `${concept.name} · ${Math.round(concept.level)}`,
        },
        sourcePosition: 'right' as Node['sourcePosition'] & string,
        targetPosition: 'left' as Node['targetPosition'] & string,
        style: {
          width: WIDTH,
          background: shade(concept.level),
          color: 'var(--color-ink)',
          border: '1px solid var(--color-line-strong)',
          borderRadius: 8,
          fontSize: 13,
        },
      } as Node;
    }),
    arrows: kept.map(({ from, to }) => ({
      id: `${from}-${to}`,
      source: from,
      target: to,
      markerEnd: { type: MarkerType.ArrowClosed },
    })),
  };
}
