import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EditedContent, Item } from '../../../contracts/items.ts';
import { isApiProblem } from '../../api/problem.ts';
import { Button } from '../../ui/button.tsx';
import { Callout } from '../../ui/callout.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { formatNumber } from '../../ui/format.ts';
import { Kbd } from '../../ui/kbd.tsx';
import { useHotkeys } from '../../ui/use-hotkeys.ts';
import { StatisticsPanel } from '../statistics/statistics-panel.tsx';
import { type ApprovalRules, ApprovalRulesForm } from './approval-rules.tsx';
import { ItemEditor } from './item-editor.tsx';
import { ItemView } from './item-view.tsx';
import { RejectForm } from './reject-form.tsx';
import { SourceChange } from './source-change.tsx';
import { SourcePassage } from './source-passage.tsx';
import { useDecisions } from './use-review.ts';

const PREFETCH_AT = 10;

/** One item, large, its source beside it, and a key for every decision. */
export function ReviewOne({ items, onNearEnd }: { items: readonly Item[]; onNearEnd: () => void }) {
  const { t } = useTranslation(['review', 'statistics']);
  const [at, setAt] = useState(0);
  const [mode, setMode] = useState<'read' | 'edit' | 'reject'>('read');
  const [returned, setReturned] = useState<string | null>(null);
  const [rules, setRules] = useState<ApprovalRules>({});
  const lastReview = useRef<string | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const decisions = useDecisions({
    onDecided: (reviewId) => {
      lastReview.current = reviewId;
    },
    onUndone: (item) => setReturned(item.id),
  });
  const found = returned === null ? -1 : items.findIndex((item) => item.id === returned);
  const index = Math.min(found >= 0 ? found : at, items.length - 1);
  const item = items[index];
  const id = item?.id;
  useEffect(() => {
    if (items.length - index < PREFETCH_AT) onNearEnd();
  }, [index, items.length, onNearEnd]);
  // A new item begins to be read at its top, by eye and by screen reader.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the id says that there is another item
  useEffect(() => heading.current?.focus({ preventScroll: true }), [id]);
  const go = (to: number) => {
    setReturned(null);
    setMode('read');
    setRules({});
    setAt(Math.max(0, Math.min(items.length - 1, to)));
  };
  const busy =
    decisions.decide.isPending || decisions.regenerate.isPending || decisions.edit.isPending;
  const leave = () => {
    setReturned(null);
    setMode('read');
    setRules({});
    setAt(index);
  };
  const decide = (reason: string | null) =>
    id && decisions.decide.mutate({ id, reason, rules }, { onSuccess: leave });
  const approve = () => decide(null);
  const regenerate = () => id && decisions.regenerate.mutate(id, { onSuccess: leave });
  const save = (content: EditedContent) =>
    item && decisions.edit.mutate({ item, content }, { onSuccess: () => setMode('read') });
  const undo = () => {
    if (lastReview.current) decisions.undo.mutate(lastReview.current);
    lastReview.current = null;
  };
  const reading = mode === 'read' && !busy;
  useHotkeys([
    { keys: 'a', description: t('approve'), run: approve, disabled: !reading },
    { keys: 'e', description: t('edit'), run: () => setMode('edit'), disabled: !reading },
    { keys: 'r', description: t('reject'), run: () => setMode('reject'), disabled: !reading },
    { keys: 'g', description: t('regenerate'), run: regenerate, disabled: !reading },
    { keys: 'u', description: t('undo'), run: undo },
    { keys: 'j', description: t('next'), run: () => go(index + 1), disabled: mode !== 'read' },
    { keys: 'k', description: t('previous'), run: () => go(index - 1), disabled: mode !== 'read' },
    {
      keys: 'Escape',
      description: t('cancel'),
      run: () => setMode('read'),
      disabled: mode === 'read',
      whileTyping: true,
    },
  ]);
  if (!item) return null;
  const error =
    decisions.decide.error ??
    decisions.edit.error ??
    decisions.regenerate.error ??
    decisions.undo.error;
  const conflict = isApiProblem(decisions.edit.error) && decisions.edit.error.status === 412;
  return (
    <div className="grid items-start gap-8 lg:grid-cols-[minmax(0,1fr)_24rem]">
      <article className="grid gap-5" aria-busy={busy}>
        <h2
          ref={heading}
          tabIndex={-1}
          className="flex flex-wrap gap-x-3 text-ink-faint text-sm outline-none"
        >
          <span>{t(`type.${item.type}`)}</span>
          <span dir="auto">{item.materialTitle}</span>
          <span>{t('difficulty', { n: formatNumber(item.difficulty) })}</span>
        </h2>
        {conflict ? (
          <Callout tone="caution" live>
            {t('conflict')}
          </Callout>
        ) : error ? (
          <ErrorState compact error={error} />
        ) : null}
        {item.lints.map((code) => (
          <Callout key={code} tone="caution">
            {t(`lint.${code as 'too_long'}`)}
          </Callout>
        ))}
        {item.flags.map((code) => (
          <Callout key={code} tone="caution">
            {t(`statistics:flag.${code}`)}
          </Callout>
        ))}
        {mode === 'edit' ? (
          <ItemEditor
            key={`${item.id}-${item.revision}`}
            item={item}
            saving={decisions.edit.isPending}
            onSave={save}
            onCancel={() => setMode('read')}
          />
        ) : (
          <ItemView item={item} />
        )}
        {mode === 'read' && item.type === 'question' ? (
          <ApprovalRulesForm key={item.id} rules={rules} onChange={setRules} />
        ) : null}
        {mode === 'reject' ? (
          <RejectForm onReject={decide} onCancel={() => setMode('read')} />
        ) : null}
        {mode === 'read' ? (
          <div className="sticky bottom-20 flex flex-wrap gap-2 border-line border-t bg-canvas py-3 md:bottom-0">
            <Button
              variant="primary"
              size="large"
              loading={decisions.decide.isPending}
              onClick={approve}
            >
              {item.status === 'approved' ? t('keep') : t('approve')} <Kbd>a</Kbd>
            </Button>
            <Button size="large" onClick={() => setMode('edit')}>
              {t('edit')} <Kbd>e</Kbd>
            </Button>
            <Button size="large" onClick={() => setMode('reject')}>
              {t('reject')} <Kbd>r</Kbd>
            </Button>
            <Button size="large" loading={decisions.regenerate.isPending} onClick={regenerate}>
              {t('regenerate')} <Kbd>g</Kbd>
            </Button>
          </div>
        ) : null}
      </article>
      <aside aria-label={t('source')} className="grid gap-3 lg:sticky lg:top-4">
        <h2 className="font-semibold text-ui">{t('source')}</h2>
        {item.stale ? <SourceChange stale={item.stale} /> : <SourcePassage item={item} />}
        {item.type === 'question' && item.status === 'approved' ? (
          <>
            <h2 className="pt-2 font-semibold text-ui">{t('statistics:title')}</h2>
            <StatisticsPanel itemId={item.id} />
          </>
        ) : null}
        {item.sources[0] ? (
          <Link
            to="/materials/$materialId"
            params={{ materialId: item.materialId }}
            search={{
              chunk: item.sources[0].chunkId,
              start: item.sources[0].start,
              end: item.sources[0].end,
            }}
            className="justify-self-start text-link text-sm"
          >
            {t('openSource')}
          </Link>
        ) : null}
        <Link
          to="/items/$itemId/provenance"
          params={{ itemId: item.id }}
          className="justify-self-start text-link text-sm"
        >
          {t('provenance')}
        </Link>
      </aside>
    </div>
  );
}
