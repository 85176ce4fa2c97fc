import { type ApiProblem, isApiProblem } from '../../../api/problem.ts';
import type { ArticleNode } from '../article/article-node.ts';
import type { DraftStore } from './kept-draft.ts';

export const QUIET_MS = 1_200;
const FIRST_RETRY_MS = 3_000;
const LONGEST_RETRY_MS = 60_000;

export type SaveState =
  | { status: 'saved' }
  | { status: 'waiting' }
  | { status: 'saving' }
  /** The server cannot be reached or is busy; it is tried again by itself. */
  | { status: 'retrying' }
  /** Somebody else saved meanwhile: a person decides. */
  | { status: 'conflict' }
  /** The server will not take it as it is. */
  | { status: 'refused'; problem: ApiProblem };

export type ArticleSaverOptions = {
  lessonId: string;
  /** What the server has, and its ETag. */
  article: ArticleNode;
  etag: string;
  /** Saves and tells the new ETag. */
  put: (article: ArticleNode, etag: string) => Promise<string>;
  /** What the server has now. */
  fetch: () => Promise<{ article: ArticleNode; etag: string }>;
  drafts: DraftStore;
  onState: (state: SaveState) => void;
  now?: () => number;
};

function isTemporary(problem: unknown): boolean {
  if (!isApiProblem(problem)) return true;
  return problem.status === 0 || problem.status === 429 || problem.status >= 500;
}

/**
 * Saves an article a moment after the author stops writing, one request at a time, and keeps it in
 * the browser until the server has it. A conflict stops it until `resolve` says what counts.
 */
export class ArticleSaver {
  readonly #options: ArticleSaverOptions;
  #etag: string;
  #saved: string;
  #latest: ArticleNode;
  #state: SaveState = { status: 'saved' };
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | undefined;
  #failures = 0;

  constructor(options: ArticleSaverOptions) {
    this.#options = options;
    this.#etag = options.etag;
    this.#latest = options.article;
    this.#saved = JSON.stringify(options.article);
  }

  get state(): SaveState {
    return this.#state;
  }

  get #isDirty(): boolean {
    return JSON.stringify(this.#latest) !== this.#saved;
  }

  /**
   * What this browser kept of an earlier visit and the server does not have. It is taken up at once
   * where the server still has what it was written on; else it is a conflict.
   */
  takeUp(): ArticleNode | null {
    const { lessonId, drafts } = this.#options;
    const kept = drafts.read(lessonId);
    if (!kept) return null;
    if (JSON.stringify(kept.article) === this.#saved) {
      drafts.remove(lessonId);
      return null;
    }
    this.#latest = kept.article;
    if (kept.etag === this.#etag) this.#schedule(QUIET_MS);
    else this.#tell({ status: 'conflict' });
    return kept.article;
  }

  change(article: ArticleNode): void {
    this.#latest = article;
    if (!this.#isDirty && !this.#running) {
      clearTimeout(this.#timer);
      this.#options.drafts.remove(this.#options.lessonId);
      this.#tell({ status: 'saved' });
      return;
    }
    this.#keep();
    if (this.#state.status === 'conflict') return;
    this.#failures = 0;
    if (!this.#running) this.#schedule(QUIET_MS);
  }

  /** Saves what is not saved now, without waiting for a pause. */
  async flush(): Promise<void> {
    if (this.#state.status === 'conflict') return;
    clearTimeout(this.#timer);
    await this.#running;
    if (this.#isDirty) await this.#save();
  }

  /**
   * Ends a conflict: goes on from what the server has now, with the article that shall count.
   */
  async resolve(current: { article: ArticleNode; etag: string }, wanted: ArticleNode) {
    this.#etag = current.etag;
    this.#saved = JSON.stringify(current.article);
    this.#latest = wanted;
    this.#failures = 0;
    this.#tell({ status: 'saved' });
    if (this.#isDirty) await this.#save();
    else this.#options.drafts.remove(this.#options.lessonId);
  }

  /** What the server has now, for a person who has to choose. */
  fetchCurrent = (): Promise<{ article: ArticleNode; etag: string }> => this.#options.fetch();

  #keep(): void {
    const { lessonId, drafts, now = Date.now } = this.#options;
    drafts.write(lessonId, { article: this.#latest, etag: this.#etag, at: now() });
  }

  #tell(state: SaveState): void {
    this.#state = state;
    this.#options.onState(state);
  }

  #schedule(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#save(), ms);
    if (this.#state.status !== 'retrying') this.#tell({ status: 'waiting' });
  }

  #save(): Promise<void> {
    this.#running ??= this.#send().finally(() => {
      this.#running = undefined;
      if (this.#isDirty && this.#state.status === 'saved') this.#schedule(QUIET_MS);
    });
    return this.#running;
  }

  async #send(): Promise<void> {
    const { lessonId, drafts, put } = this.#options;
    const article = this.#latest;
    this.#tell({ status: 'saving' });
    const done = (etag: string) => {
      this.#etag = etag;
      this.#saved = JSON.stringify(article);
      this.#failures = 0;
      if (this.#isDirty) this.#keep();
      else drafts.remove(lessonId);
      this.#tell({ status: 'saved' });
    };
    try {
      done(await put(article, this.#etag));
    } catch (problem) {
      this.#keep();
      const error = await this.#unlessTaken(article, problem, done);
      if (error === null) return;
      if (isTemporary(error)) {
        this.#failures += 1;
        this.#tell({ status: 'retrying' });
        this.#schedule(Math.min(FIRST_RETRY_MS * 2 ** (this.#failures - 1), LONGEST_RETRY_MS));
      } else if (isApiProblem(error) && error.status === 412) this.#tell({ status: 'conflict' });
      else if (isApiProblem(error)) this.#tell({ status: 'refused', problem: error });
    }
  }

  /**
   * A request whose answer was lost may have been taken: then the next one is refused as stale,
   * though the server has exactly this article. Null where that is so.
   */
  async #unlessTaken(article: ArticleNode, problem: unknown, done: (etag: string) => void) {
    if (!isApiProblem(problem) || problem.status !== 412) return problem;
    try {
      const current = await this.#options.fetch();
      if (JSON.stringify(current.article) !== JSON.stringify(article)) return problem;
      done(current.etag);
      return null;
    } catch (error) {
      return error;
    }
  }
}
