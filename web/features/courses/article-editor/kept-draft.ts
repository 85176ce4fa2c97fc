import type { ArticleNode } from '../article/article-node.ts';

/** An article as it was written in this browser and not saved yet. */
export type KeptDraft = {
  article: ArticleNode;
  /** The ETag of what it was written on. */
  etag: string;
  /** When, in ms since 1970. */
  at: number;
};

export type DraftStore = {
  read: (lessonId: string) => KeptDraft | null;
  /** False where the browser has no room for it, or allows none. */
  write: (lessonId: string, draft: KeptDraft) => boolean;
  remove: (lessonId: string) => void;
};

const keyOf = (lessonId: string) => `lectern.article.${lessonId}`;

function isDraft(value: unknown): value is KeptDraft {
  return (
    typeof value === 'object' &&
    value !== null &&
    'article' in value &&
    typeof value.article === 'object' &&
    'etag' in value &&
    typeof value.etag === 'string' &&
    'at' in value &&
    typeof value.at === 'number'
  );
}

/** Keeps what is not saved in the browser, so that a closed tab or a lost connection loses nothing. */
export function browserDrafts(storage: Storage): DraftStore {
  return {
    read: (lessonId) => {
      try {
        const value: unknown = JSON.parse(storage.getItem(keyOf(lessonId)) ?? 'null');
        return isDraft(value) ? value : null;
      } catch {
        return null;
      }
    },
    write: (lessonId, draft) => {
      try {
        storage.setItem(keyOf(lessonId), JSON.stringify(draft));
        return true;
      } catch {
        return false;
      }
    },
    remove: (lessonId) => {
      try {
        storage.removeItem(keyOf(lessonId));
      } catch {
        // A browser that allows no storage has kept nothing either.
      }
    },
  };
}
