import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { takeAcyclic } from './acyclic.ts';

const edge = (text: string) => ({ from: text.charAt(0), to: text.charAt(1) });
const names = (edges: { from: string; to: string }[]) => edges.map(({ from, to }) => from + to);

describe('edges without cycles', () => {
  it('leaves out what closes a cycle with edges that are there', () => {
    expect(names(takeAcyclic(['ab', 'bc'].map(edge), ['ca', 'ac'].map(edge)))).toEqual(['ac']);
  });

  it('leaves out what closes a cycle with an edge taken before', () => {
    expect(names(takeAcyclic([], ['ab', 'bc', 'ca', 'ba'].map(edge)))).toEqual(['ab', 'bc']);
  });

  it('never takes a set of edges in which a walk comes back to its start', () => {
    const node = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
    const arrow = fc.record({ from: node, to: node });
    fc.assert(
      fc.property(fc.array(arrow, { maxLength: 25 }), (candidates) => {
        let left = takeAcyclic([], candidates);
        for (;;) {
          const rest = left.filter(({ to }) => left.some(({ from }) => from === to));
          if (rest.length === left.length) break;
          left = rest;
        }
        expect(left).toEqual([]);
      }),
    );
  });
});
