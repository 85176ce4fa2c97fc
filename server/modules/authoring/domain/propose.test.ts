import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderModules } from './order.ts';
import { proposeTree } from './propose.ts';
import type { ItemFact, Passage, SourceMaterial, Sources } from './source.ts';

const WISH = { lessonMinutes: 12, leaveOut: [] };

function item(id: string, passageId: string, over: Partial<ItemFact> = {}): ItemFact {
  return {
    id,
    type: 'nugget',
    questionType: null,
    title: `About ${id}`,
    minutes: 1.5,
    difficulty: 4,
    quality: 0.7,
    status: 'approved',
    lints: 0,
    passageId,
    conceptIds: [],
    ...over,
  };
}

const passage = (id: string, path: string[], over: Partial<Passage> = {}): Passage => ({
  id,
  path,
  headings: [],
  text: `Passage ${id} tells of ${path.join(' and ')} in plain words.`,
  words: 200,
  pages: null,
  ...over,
});

/** A material whose passages have the given paths, with a nugget each. */
function material(
  id: string,
  paths: string[][],
  over: Partial<SourceMaterial> = {},
): SourceMaterial {
  const passages = paths.map((path, at) => passage(`${id}-p${at}`, path));
  return {
    id,
    title: `Book ${id}`,
    language: 'en',
    passages,
    items: passages.map((one) => item(`${one.id}-n`, one.id)),
    summaries: [],
    ...over,
  };
}

const sourcesOf = (...materials: SourceMaterial[]): Sources => ({
  materials,
  concepts: [],
  needs: [],
});

const repeat = (path: string[], times: number) => Array.from({ length: times }, () => path);

const outline = (sources: Sources, wish = WISH) =>
  proposeTree(sources, wish).tree.modules.map((module) => ({
    title: module.title,
    lessons: module.lessons.map(({ title }) => title),
  }));

describe('an outline', () => {
  it('takes chapters for modules and sections for lessons', () => {
    const book = material('a', [
      ...repeat(['Chapter 1. Cells', '1.1 Membranes'], 8),
      ...repeat(['Chapter 1. Cells', '1.2 Organelles'], 7),
      ...repeat(['Chapter 2. ENERGY FLOW', '2.1 Enzymes'], 8),
    ]);
    expect(outline(sourcesOf(book))).toEqual([
      { title: 'Cells', lessons: ['Membranes', 'Organelles'] },
      { title: 'Energy flow', lessons: ['Enzymes'] },
    ]);
  });

  it('goes below the parts of a book to its chapters', () => {
    const book = material('a', [
      ...repeat(['Part I. First', 'Chapter 1. Cells'], 6),
      ...repeat(['Part I. First', 'Chapter 2. Energy'], 6),
      ...repeat(['Part II. Second', 'Chapter 3. Genes'], 6),
    ]);
    expect(outline(sourcesOf(book)).map(({ title }) => title)).toEqual([
      'Cells',
      'Energy',
      'Genes',
    ]);
  });

  it('joins chapters that are too short to stand alone', () => {
    const book = material('a', [
      ...repeat(['Cells'], 8),
      ...repeat(['Enzymes'], 2),
      ...repeat(['Hormones'], 2),
      ...repeat(['Genes'], 8),
    ]);
    expect(outline(sourcesOf(book)).map(({ title }) => title)).toEqual([
      'Cells',
      'Enzymes and Hormones',
      'Genes',
    ]);
  });

  it('says of which module a section is whose title says nothing', () => {
    const book = material('a', [
      ...repeat(['Cells', 'Introduction'], 8),
      ...repeat(['Cells', 'Membranes'], 8),
      ...repeat(['Genes', 'Introduction'], 8),
      ...repeat(['Genes', 'DNA'], 8),
    ]);
    expect(outline(sourcesOf(book)).flatMap(({ lessons }) => lessons)).toEqual([
      'Cells: Introduction',
      'Membranes',
      'Genes: Introduction',
      'DNA',
    ]);
  });

  it('cuts a text without headings where its words change', () => {
    const topics = ['enzyme substrate catalyst reaction', 'glacier moraine valley ice'];
    const passages = topics.flatMap((words, topic) =>
      Array.from({ length: 7 }, (_, at) =>
        passage(`p${topic}${at}`, [], { text: `${words} `.repeat(20) }),
      ),
    );
    const items = passages.map((one) => item(`n-${one.id}`, one.id));
    const { tree } = proposeTree(sourcesOf(material('a', [], { passages, items })), WISH);
    const lessons = tree.modules.flatMap((module) => module.lessons);
    const groups = lessons.map((lesson) => lesson.sections.flatMap(({ itemIds }) => itemIds));
    expect(groups.map((ids) => new Set(ids.map((id) => id.slice(0, 4))).size)).toEqual([1, 1]);
  });
});

describe('what is left out', () => {
  const book = material('a', [
    ['Table of Contents'],
    ...repeat(['Preface'], 2),
    ...repeat(['Cells'], 12),
    ...repeat(['Copyright law'], 12),
    ['Bibliography'],
    ['Index'],
  ]);

  it('is front matter, index and bibliography, each with its reason', () => {
    const { tree } = proposeTree(sourcesOf(book), WISH);
    expect(
      tree.leftOut.map(({ reason, lesson, passages }) => [reason, lesson.title, passages]),
    ).toEqual([
      ['contents', 'Table of Contents', 1],
      ['front_matter', 'Preface', 2],
      ['bibliography', 'Bibliography', 1],
      ['index', 'Index', 1],
    ]);
    expect(tree.modules.map(({ title }) => title)).toEqual(['Cells', 'Copyright law']);
  });

  it('is what the author names', () => {
    const { tree } = proposeTree(sourcesOf(book), { ...WISH, leaveOut: ['cells'] });
    expect(tree.modules.map(({ title }) => title)).toEqual(['Copyright law']);
    expect(tree.leftOut.find(({ reason }) => reason === 'author')?.lesson.title).toBe('Cells');
  });

  it('is a chapter of which nothing was made', () => {
    const bare = material('a', [...repeat(['Cells'], 8), ...repeat(['Formulas'], 8)]);
    const items = bare.items.slice(0, 8);
    const { tree } = proposeTree(sourcesOf({ ...bare, items }), WISH);
    expect(tree.leftOut.map(({ reason, lesson }) => [reason, lesson.title])).toEqual([
      ['nothing_to_learn', 'Formulas'],
    ]);
  });

  it('counts items whose passage is gone', () => {
    const old = material('a', repeat(['Cells'], 3));
    const proposed = proposeTree(
      sourcesOf({ ...old, items: [...old.items, item('stray', 'of-an-older-version')] }),
      WISH,
    );
    expect(proposed.unplaced.get('a')).toBe(1);
  });
});

/** Books of up to three levels with a few items for each passage. */
const book = (id: string) =>
  fc
    .array(
      fc.record({
        path: fc.array(fc.constantFrom('Cells', 'Genes', '1.1 Energy', 'Introduction', 'INDEX'), {
          maxLength: 3,
        }),
        nuggets: fc.integer({ min: 0, max: 3 }),
        questions: fc.integer({ min: 0, max: 3 }),
      }),
      { maxLength: 60 },
    )
    .map((parts): SourceMaterial => {
      const base = material(
        id,
        parts.map(({ path }) => path),
      );
      const items = parts.flatMap(({ nuggets, questions }, at) => [
        ...Array.from({ length: nuggets }, (_, n) => item(`${id}-${at}-n${n}`, `${id}-p${at}`)),
        ...Array.from({ length: questions }, (_, n) =>
          item(`${id}-${at}-q${n}`, `${id}-p${at}`, {
            type: 'question',
            questionType: 'multiple_choice',
            minutes: 1,
          }),
        ),
      ]);
      return { ...base, items };
    });

const library = fc.tuple(book('a'), book('b')).map(([a, b]) => sourcesOf(a, b));

describe('whatever the books', () => {
  it('each item stands in the proposal exactly once', () => {
    fc.assert(
      fc.property(library, (sources) => {
        const { tree } = proposeTree(sources, WISH);
        const placed = [
          ...tree.modules.flatMap(({ lessons }) => lessons),
          ...tree.leftOut.map(({ lesson }) => lesson),
        ].flatMap(({ sections }) => sections.flatMap(({ itemIds }) => itemIds));
        const all = sources.materials.flatMap(({ items }) => items.map(({ id }) => id));
        expect([...placed].sort()).toEqual([...all].sort());
      }),
    );
  });

  it('each lesson has something to learn, a title of its own and unlike openings', () => {
    fc.assert(
      fc.property(library, (sources) => {
        const { tree } = proposeTree(sources, WISH);
        for (const { lessons } of tree.modules) {
          expect(lessons.length).toBeGreaterThan(0);
          expect(new Set(lessons.map(({ title }) => title)).size).toBe(lessons.length);
          for (const { sections, objectives } of lessons) {
            expect(sections.flatMap(({ itemIds }) => itemIds).length).toBeGreaterThan(0);
            const openings = new Set(objectives.map((text) => text.split(' ')[0]));
            expect(openings.size).toBeGreaterThanOrEqual(Math.min(2, objectives.length));
          }
        }
        expect(new Set(tree.modules.map(({ title }) => title)).size).toBe(tree.modules.length);
      }),
    );
  });

  it('the same books give the same tree, with passages in the order of their book', () => {
    fc.assert(
      fc.property(library, (sources) => {
        const { tree } = proposeTree(sources, WISH);
        expect(proposeTree(sources, WISH).tree).toEqual(tree);
        const order = tree.modules.flatMap(({ lessons }) =>
          lessons.flatMap(({ sections }) => sections.flatMap(({ itemIds }) => itemIds)),
        );
        for (const { id, items } of sources.materials) {
          const wanted = items.map((one) => one.id).filter((one) => order.includes(one));
          expect(order.filter((one) => one.startsWith(`${id}-`))).toEqual(wanted);
        }
      }),
    );
  });
});

describe('several materials', () => {
  const placed = (materialId: string, ...explains: string[]) => ({
    materialId,
    explains: new Set(explains),
  });

  it('follow one another where nothing is needed', () => {
    expect(orderModules([placed('a'), placed('a'), placed('b')], [])).toEqual([0, 1, 2]);
  });

  it('bring what is strongly needed first', () => {
    const modules = [placed('a', 'x'), placed('a', 'needs-y'), placed('b', 'y'), placed('b')];
    const needs = [{ from: 'y', to: 'needs-y', weight: 0.9 }];
    expect(orderModules(modules, needs)).toEqual([0, 2, 3, 1]);
  });

  it('do not mind a need that is weak, or one that goes both ways', () => {
    const modules = [placed('a', 'x'), placed('b', 'y')];
    expect(orderModules(modules, [{ from: 'y', to: 'x', weight: 0.3 }])).toEqual([0, 1]);
    const both = [
      { from: 'y', to: 'x', weight: 1 },
      { from: 'x', to: 'y', weight: 1 },
    ];
    expect(orderModules(modules, both)).toEqual([0, 1]);
  });

  it('keep the order of each book, whatever is needed, and hold the needs that nothing contradicts', () => {
    const modules = fc.array(
      fc.record({
        materialId: fc.constantFrom('a', 'b', 'c'),
        explains: fc.array(fc.constantFrom('x', 'y', 'z', 'u'), { maxLength: 2 }),
      }),
      { maxLength: 9 },
    );
    const name = fc.constantFrom('x', 'y', 'z', 'u');
    const needs = fc.array(
      fc.record({ from: name, to: name, weight: fc.double({ min: 0.1, max: 1, noNaN: true }) }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(modules, needs, (drawn, wanted) => {
        const all = drawn.map((one) => ({ ...one, explains: new Set(one.explains) }));
        const order = orderModules(all, wanted);
        expect([...order].sort((a, b) => a - b)).toEqual(all.map((_, at) => at));
        for (const id of ['a', 'b', 'c']) {
          const own = order.filter((at) => all[at]?.materialId === id);
          expect(own).toEqual([...own].sort((a, b) => a - b));
        }
      }),
    );
  });
});
