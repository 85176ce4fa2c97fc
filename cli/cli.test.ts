import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = path.join(import.meta.dirname, '..');
const TIDES = `# Tides

A tide is the regular rise and fall of the level of the sea. High tide is the moment at which the water stands highest. Low tide is the moment at which the water stands lowest. A tidal bulge is the raised water that the gravity of the Moon makes.
`;

type Ran = { code: number; out: string; err: string };
let folder: string;
let data: string;

function start(script: string, args: string[], env: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, [path.join(ROOT, script), ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH ?? '',
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? '',
      LECTERN_DATA: data,
      ...env,
    },
  });
}

async function finished(child: ChildProcess): Promise<Ran> {
  if (!child.stdout || !child.stderr) throw new Error('The process has no output.');
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  return { code: code as number, out, err };
}

async function lectern(args: string[], env: Record<string, string> = {}): Promise<Ran> {
  return finished(start('cli/main.ts', args, env));
}

const records = ({ out }: Ran) =>
  out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lectern-cli-'));
  data = path.join(folder, 'data');
  await mkdir(path.join(folder, 'notes', 'deep'), { recursive: true });
  await writeFile(path.join(folder, 'notes', 'tides.md'), TIDES);
  await writeFile(
    path.join(folder, 'notes', 'deep', 'talk.srt'),
    '1\n00:00:01,000 --> 00:00:04,000\nA glacier is a river of ice.\n',
  );
  await writeFile(path.join(folder, 'notes', 'photo.png'), 'not to be read');
  await writeFile(path.join(folder, 'broken.pdf'), '%PDF-1.7 nothing');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a command line that is wrong', () => {
  it.each([
    [['nonsense'], 'There is no command "nonsense"'],
    [['ingest'], 'ingest takes at least one path or URL'],
    [['ingest', '--loud', 'a.md'], '--loud'],
    [['items'], 'items takes the id of one material'],
    [['search'], 'search takes what to look for'],
    [['user', 'remove'], 'user takes list, add EMAIL or password EMAIL'],
    [['org', 'create', 'School'], '--name is missing'],
    [['org', 'list', 'all'], 'org takes list | create NAME; "all" is too much'],
    [['user', 'add', 'a@example.org', 'b@example.org'], '"b@example.org" is too much'],
    [['migrate', 'up', 'now'], '"now" is too much'],
    [['migrate', 'sideways'], 'migrate takes up, down or status'],
    [['migrate', 'down'], 'say --yes if that is meant'],
    [['demo', 'big'], 'demo takes no arguments; "big" is too much'],
    [['doctor', 'please'], 'doctor takes no arguments'],
  ])('%j says what it takes, on stderr alone', async (args, message) => {
    const ran = await lectern(args);
    expect(ran.code).toBe(2);
    expect(ran.out).toBe('');
    expect(ran.err).toContain(message);
    expect(ran.err.trim().split('\n').length).toBeLessThanOrEqual(2);
  });

  it('names a setting that is wrong and what it takes', async () => {
    const ran = await lectern(['org', 'list'], { PORT: 'abc' });
    expect(ran).toEqual({
      code: 1,
      out: '',
      err: 'PORT is "abc" but takes a port number from 0 to 65535 (0: any free port).\n',
    });
  });
});

describe('with no server', () => {
  it('makes an organization', async () => {
    const ran = await lectern(
      [
        'org',
        'create',
        'Harbour School',
        '--name',
        'Ines',
        '--email',
        'ines@example.org',
        '--json',
      ],
      { LECTERN_PASSWORD: 'a long password' },
    );
    expect(ran.err).toBe('');
    expect(ran.code).toBe(0);
    expect(records(ran)[0]).toMatchObject({ name: 'Harbour School' });
  });

  it('says that the schema is up to date and that all is well', async () => {
    const schema = await lectern(['migrate', 'status', '--json']);
    expect(records(schema)).toEqual([{ direction: 'status', steps: [] }]);
    const doctor = await lectern(['doctor', '--json']);
    expect(doctor.code).toBe(0);
    expect(records(doctor).map(({ check, ok }) => [check, ok])).toContainEqual(['pgvector', true]);
    const broken = await lectern(['doctor'], {
      DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
    });
    expect(broken.code).toBe(1);
    expect(broken.out).toContain('✗ database');
  });

  it('adds what can be read, walks folders, and tells what could not', async () => {
    const ran = await lectern(['ingest', 'notes', 'broken.pdf', 'missing.md', '--json']);
    expect(ran.code).toBe(1);
    const found = new Map(
      records(ran).map((record) => [path.basename(String(record.source)), record]),
    );
    expect([...found.keys()].sort()).toEqual(['broken.pdf', 'missing.md', 'talk.srt', 'tides.md']);
    expect(found.get('tides.md')).toEqual({
      source: path.join('notes', 'tides.md'),
      materialId: expect.any(String),
      title: 'Tides',
      status: 'completed',
      pages: null,
      chunks: 1,
      concepts: expect.any(Number),
      nuggets: expect.any(Number),
      questions: expect.any(Number),
      flashcards: expect.any(Number),
      summaries: expect.any(Number),
      elapsedMs: expect.any(Number),
    });
    expect(found.get('talk.srt')).toMatchObject({ status: 'completed', durationSeconds: 4 });
    expect(found.get('broken.pdf')).toMatchObject({ status: 'failed', questions: 0 });
    expect(found.get('missing.md')).toMatchObject({ error: 'There is no such file.' });

    const printed = await lectern(['items', String(found.get('tides.md')?.materialId), '--json']);
    const items = records(printed);
    for (const item of items) {
      expect(item).toMatchObject({
        id: expect.any(String),
        status: expect.any(String),
        difficulty: expect.any(Number),
        concepts: expect.any(Array),
        lints: [],
        engine: expect.stringContaining('builtin'),
      });
      const [source] = item.source as { quote: string }[];
      expect(TIDES).toContain(source?.quote);
    }
    const card = items.find(({ type }) => type === 'flashcard');
    expect(card).toMatchObject({ front: expect.any(String), back: expect.any(String) });
    const question = items.find(({ type }) => type === 'question');
    expect(question).toMatchObject({
      questionType: expect.any(String),
      stem: expect.any(String),
      options: expect.any(Array),
      answer: expect.anything(),
      explanation: expect.any(String),
    });
  });

  it('says that there is no such material', async () => {
    const ran = await lectern(['items', '01a1fb56-2ecb-70ce-a4ad-7bc16610c620', '--json']);
    expect(ran.code).toBe(1);
    expect(ran.out).toBe('');
    expect(ran.err.trim().split('\n')).toHaveLength(1);
  });

  it('finds what was added', async () => {
    const ran = await lectern(['search', 'gravity of the Moon', '--json']);
    expect(ran.code).toBe(0);
    expect(records(ran)[0]).toMatchObject({ materialTitle: 'Tides' });
  });

  it('refuses the demo where its known passwords would be a danger', async () => {
    const ran = await lectern(['demo'], { NODE_ENV: 'production' });
    expect(ran.code).toBe(1);
    expect(ran.out).toBe('');
    expect(ran.err).toContain('LECTERN_FORCE_DEMO');
  });
});

describe('beside a server that owns the folder', () => {
  let server: ChildProcess;
  beforeAll(async () => {
    server = start('server/main.ts', [], { PORT: '0' });
    await new Promise<void>((resolve) => {
      server.stdout?.on('data', (line) => String(line).includes('Ready') && resolve());
    });
  });
  afterAll(() => {
    server.kill('SIGKILL');
  });

  it('hands its work to the server', async () => {
    const ran = await lectern(['user', 'list', '--json']);
    expect(ran.err).toBe('');
    expect(records(ran)[0]).toMatchObject({ email: 'ines@example.org', role: 'admin' });
  });

  it('adds a person, gives them a password and lists them', async () => {
    const password = { LECTERN_PASSWORD: 'another long one' };
    const add = ['user', 'add', 'tom@example.org', '--name', 'Tom', '--role', 'instructor'];
    const added = await lectern(add, password);
    expect(added).toMatchObject({ code: 0, err: '' });
    expect(added.out).toContain('tom@example.org is instructor of Harbour School');
    expect((await lectern(['user', 'password', 'tom@example.org'], password)).code).toBe(0);
    const unknown = await lectern(['user', 'password', 'nobody@example.org'], password);
    expect(unknown.code).toBe(1);
    expect(unknown.err.trim().split('\n')).toHaveLength(1);
    const people = records(await lectern(['user', 'list', '--json']));
    expect(people.map(({ email, role }) => [email, role])).toContainEqual([
      'tom@example.org',
      'instructor',
    ]);
  });

  it('lets no second server have it, by a symbolic link neither', async () => {
    const link = path.join(folder, 'link');
    await symlink(data, link);
    for (const folderName of [data, link]) {
      const second = start('server/main.ts', [], { PORT: '0', LECTERN_DATA: folderName });
      const { code, err } = await finished(second);
      expect(code).toBe(1);
      expect(err.trim().split('\n')).toHaveLength(1);
      expect(err).toContain('in use');
    }
  });

  it('takes the folder when the server was killed', async () => {
    const gone = once(server, 'exit');
    server.kill('SIGKILL');
    await gone;
    const ran = await lectern(['user', 'list', '--json']);
    expect(records(ran)[0]).toMatchObject({ email: 'ines@example.org' });
  });
});
