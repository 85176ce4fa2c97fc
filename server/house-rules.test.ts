import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

/** The dependency law of the house (docs/architecture.md), held against every import there is. */

const ROOT = path.join(import.meta.dirname, '..');

/** Order of the modules: each may import those before it. */
const ORDER = [
  'tenancy',
  'identity',
  'audit',
  'ai',
  'library',
  'ingestion',
  'items',
  'generation',
  'review',
  'search',
  'learning',
  'calibration',
  'provenance',
  'courses',
  'enrolment',
  'assessment',
  'authoring',
  'demo',
  'upkeep',
];

/** Packages that speak to the outside and where alone they may be imported. */
const VENDORS: [RegExp, RegExp][] = [
  [/^(nodemailer|flydrive|undici|ai|@ai-sdk)(\/|$)/, /^server\/ports\//],
  [/^(pdfkit|qrcode-generator)$/, /^server\/ports\/pdf\//],
  [/^pg-boss$/, /^server\/jobs\//],
  [/^better-auth/, /^server\/modules\/identity\//],
  [/^@electric-sql\//, /^(server\/db\/embedded|bench)\//],
  [/^react|^@tanstack\/|^radix-ui$/, /^web\//],
];

type Import = { from: string; to: string; line: string };

function sources(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts'),
    )
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)));
}

const isTest = (file: string) =>
  /\.test\.tsx?$|\.testing\.tsx?$|\.fixture\.ts$|^server\/testing\/|\/testing\//.test(file);

function importsOf(file: string): Import[] {
  const text = readFileSync(path.join(ROOT, file), 'utf8');
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\s[^'"`;]*?from\s+'([^']+)'|import\(\s*'([^']+)'\s*\)|(?:^|\n)import\s+'([^']+)'/g,
  );
  return [...found].map((match) => {
    const target = match[1] ?? match[2] ?? match[3] ?? '';
    const to = target.startsWith('.')
      ? path.relative(ROOT, path.resolve(ROOT, path.dirname(file), target))
      : target;
    return { from: file, to, line: `${file} → ${to}` };
  });
}

const files = ['server', 'contracts', 'web', 'cli'].flatMap(sources);
const imports = files.filter((file) => !isTest(file)).flatMap(importsOf);
const moduleOf = (file: string) => /^server\/modules\/([^/]+)\//.exec(file)?.[1];
const broken = (test: (edge: Import) => boolean) => imports.filter(test).map((edge) => edge.line);

describe('the house', () => {
  it('was read: there are hundreds of imports to hold the law against', () => {
    expect(imports.length).toBeGreaterThan(500);
  });

  it('lists every module in its order', () => {
    const present = new Set(files.map(moduleOf).filter((name) => name !== undefined));
    expect([...present].sort()).toEqual([...ORDER].sort());
  });

  it('keeps the web to the contracts', () => {
    expect(
      broken(({ from, to }) => from.startsWith('web/') && /^(server|cli|demo)\//.test(to)),
    ).toEqual([]);
  });

  it('keeps contracts to themselves and zod', () => {
    expect(
      broken(
        ({ from, to }) =>
          from.startsWith('contracts/') && !to.startsWith('contracts/') && to !== 'zod',
      ),
    ).toEqual([]);
  });

  it('lets the command line build the app, migrate and look, and touch no module', () => {
    expect(
      broken(({ from, to }) => from.startsWith('cli/') && to.startsWith('server/modules/')),
    ).toEqual([]);
  });

  it('enters modules by their index alone', () => {
    expect(
      broken(({ from, to }) => {
        const target = moduleOf(to);
        return (
          target !== undefined &&
          moduleOf(from) !== target &&
          to !== `server/modules/${target}/index.ts`
        );
      }),
    ).toEqual([]);
  });

  it('lets a module use those above it and none below', () => {
    expect(
      broken(({ from, to }) => {
        const [source, target] = [moduleOf(from), moduleOf(to)];
        return (
          source !== undefined &&
          target !== undefined &&
          ORDER.indexOf(target) > ORDER.indexOf(source)
        );
      }),
    ).toEqual([]);
  });

  it('keeps files, database and network out of the pure core', () => {
    const io =
      /^(node:(fs|net|http|https|child_process|worker_threads)|pg|kysely|fastify|undici|server\/db\/|server\/ports\/|server\/http\/)/;
    expect(broken(({ from, to }) => /\/domain\//.test(from) && io.test(to))).toEqual([]);
  });

  it('keeps SQL in repositories and the database folder', () => {
    const allowed = /\/repo(\.ts|\/)|^server\/db\/|^server\/jobs\/queue\.ts|^server\/testing\//;
    const writes = files.filter(
      (file) => file.startsWith('server/') && !isTest(file) && !allowed.test(file),
    );
    const offenders = writes.filter((file) => {
      const text = readFileSync(path.join(ROOT, file), 'utf8');
      return /\bsql(<[^>]*>)?`|\.(selectFrom|insertInto|updateTable|deleteFrom)\(/.test(text);
    });
    expect(offenders).toEqual([]);
  });

  it('reads the environment in one place', () => {
    const offenders = files.filter((file) => {
      if (isTest(file) || !file.startsWith('server/') || file === 'server/main.ts') return false;
      return /process\.env/.test(readFileSync(path.join(ROOT, file), 'utf8'));
    });
    expect(offenders).toEqual([]);
  });

  it.each(VENDORS)('imports %s only below %s', (vendor, place) => {
    expect(broken(({ from, to }) => vendor.test(to) && !place.test(from))).toEqual([]);
  });

  it('imports no test', () => {
    expect(broken(({ to }) => isTest(to))).toEqual([]);
  });

  it('has no circles', () => {
    const graph = new Map<string, string[]>();
    for (const { from, to } of imports) graph.set(from, [...(graph.get(from) ?? []), to]);
    const state = new Map<string, 'open' | 'done'>();
    const circles: string[] = [];
    const visit = (file: string, trail: string[]) => {
      if (state.get(file) === 'done') return;
      if (state.get(file) === 'open') {
        circles.push([...trail.slice(trail.indexOf(file)), file].join(' → '));
        return;
      }
      state.set(file, 'open');
      for (const next of graph.get(file) ?? []) visit(next, [...trail, file]);
      state.set(file, 'done');
    };
    for (const file of graph.keys()) visit(file, []);
    expect(circles).toEqual([]);
  });

  it('has default exports nowhere but where a tool asks for them', () => {
    const asked = /(worker|vite\.config|vitest\.config|global-setup)\.ts$/;
    const offenders = files.filter(
      (file) =>
        !asked.test(file) && /^export default /m.test(readFileSync(path.join(ROOT, file), 'utf8')),
    );
    expect(offenders).toEqual([]);
  });
});
