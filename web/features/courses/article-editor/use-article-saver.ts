import { useEffect, useRef, useState } from 'react';
import { getArticle, type LessonArticle, putArticle } from '../../../../contracts/courses.ts';
import { api } from '../../../api/client.ts';
import { ArticleSaver, type SaveState } from './article-saver.ts';
import { browserDrafts } from './kept-draft.ts';
import { storedArticle } from './stored-article.ts';

export type SavedArticle = Omit<LessonArticle, 'document'>;

const etagOf = (revision: number) => `"${revision}"`;

/** Saves the article of a lesson for as long as its editor is open. */
export function useArticleSaver({
  lessonId,
  initial,
  onSaved,
}: {
  lessonId: string;
  initial: LessonArticle;
  onSaved: (saved: SavedArticle) => void;
}) {
  const [state, setState] = useState<SaveState>({ status: 'saved' });
  const latest = useRef(onSaved);
  latest.current = onSaved;
  const [saver] = useState(
    () =>
      new ArticleSaver({
        lessonId,
        article: storedArticle(initial.document),
        etag: etagOf(initial.revision),
        put: async (article, etag) => {
          const document = { type: 'doc' as const, content: [...(article.content ?? [])] };
          const saved = await api(putArticle, {
            params: { id: lessonId },
            ifMatch: etag,
            body: { document },
          });
          latest.current(saved);
          return etagOf(saved.revision);
        },
        fetch: async () => {
          const { document, revision } = await api(getArticle, { params: { id: lessonId } });
          return { article: storedArticle(document), etag: etagOf(revision) };
        },
        drafts: browserDrafts(localStorage),
        onState: setState,
      }),
  );
  useEffect(() => {
    const onHide = () => {
      if (document.visibilityState === 'hidden') void saver.flush();
    };
    document.addEventListener('visibilitychange', onHide);
    return () => {
      document.removeEventListener('visibilitychange', onHide);
      void saver.flush();
    };
  }, [saver]);
  return { saver, state };
}
