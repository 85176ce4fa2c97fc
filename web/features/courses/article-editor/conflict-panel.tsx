import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Callout } from '../../../ui/callout.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { ScrollBox } from '../../../ui/scroll-box.tsx';
import { TextDiff } from '../../../ui/text-diff.tsx';
import type { ArticleNode } from '../article/article-node.ts';
import { plainTextOf } from '../article/plain-text.ts';

export type Current = { article: ArticleNode; etag: string };

/** Empty cells and items make empty lines, which only lengthen a comparison. */
const wordsOf = (article: ArticleNode) => plainTextOf(article).replace(/\n{2,}/g, '\n');

/** Two people wrote the same article: shows both and lets one count. Nothing is sent before that. */
export function ConflictPanel({
  lessonId,
  mine,
  fetchCurrent,
  onMine,
  onTheirs,
}: {
  lessonId: string;
  mine: () => ArticleNode;
  fetchCurrent: () => Promise<Current>;
  onMine: (current: Current) => void;
  onTheirs: (current: Current) => void;
}) {
  const { t } = useTranslation('editor');
  const [compared, setCompared] = useState(false);
  const theirs = useQuery({
    queryKey: ['article-conflict', lessonId],
    queryFn: fetchCurrent,
    staleTime: 0,
    gcTime: 0,
  });
  const current = theirs.data;
  return (
    <Callout tone="caution" title={t('conflict.title')} live className="m-3">
      <div className="grid gap-3">
        <p>{t('conflict.text')}</p>
        {theirs.error ? (
          <ErrorState compact error={theirs.error} onRetry={() => void theirs.refetch()} />
        ) : null}
        <div className="flex flex-wrap gap-2">
          <Button
            size="small"
            variant="primary"
            loading={theirs.isPending}
            onClick={() => current && onMine(current)}
          >
            {t('conflict.mine')}
          </Button>
          <Button
            size="small"
            loading={theirs.isPending}
            onClick={() => current && onTheirs(current)}
          >
            {t('conflict.theirs')}
          </Button>
          <Button
            size="small"
            variant="quiet"
            aria-expanded={compared}
            onClick={() => setCompared(!compared)}
          >
            {compared ? t('conflict.hide') : t('conflict.compare')}
          </Button>
        </div>
        {compared && current ? (
          <ScrollBox
            label={t('conflict.compare')}
            className="max-h-96 rounded-control bg-surface p-3 text-ink"
          >
            <p className="mb-2 text-ink-soft text-sm">{t('conflict.legend')}</p>
            <TextDiff before={wordsOf(current.article)} after={wordsOf(mine())} />
          </ScrollBox>
        ) : null}
      </div>
    </Callout>
  );
}
