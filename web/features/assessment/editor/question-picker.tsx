import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listItems } from '../../../../contracts/items.ts';
import { listMaterials } from '../../../../contracts/library.ts';
import { api } from '../../../api/client.ts';
import { Button } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Field, Select, TextInput } from '../../../ui/field.tsx';
import { formatNumber } from '../../../ui/format.ts';
import { SkeletonText } from '../../../ui/skeleton.tsx';

const LEVELS = {
  easy: { minDifficulty: 1, maxDifficulty: 3 },
  middle: { minDifficulty: 4, maxDifficulty: 6 },
  hard: { minDifficulty: 7, maxDifficulty: 10 },
} as const;
type Level = keyof typeof LEVELS;

/** Approved questions of the library, filtered and chosen, several at once. */
export function QuestionPicker({
  pool,
  taken,
  onPick,
  onClose,
}: {
  /** Whether a number is drawn from those that are chosen. */
  pool: boolean;
  /** Ids of those that the assessment has already. */
  taken: readonly string[];
  /** With the number drawn for a pool, else null. */
  onPick: (itemIds: string[], drawCount: number | null) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation('assessing');
  const [materialId, setMaterialId] = useState('');
  const [level, setLevel] = useState<Level | ''>('');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [draw, setDraw] = useState('3');
  const materials = useQuery({
    queryKey: ['materials', 'pick'],
    queryFn: ({ signal }) => api(listMaterials, { query: { limit: 100 }, signal }),
  });
  const found = useInfiniteQuery({
    queryKey: ['question-picker', materialId, level],
    queryFn: ({ pageParam, signal }) =>
      api(listItems, {
        query: {
          type: 'question',
          status: 'approved',
          limit: 50,
          ...(materialId ? { materialId } : {}),
          ...(level ? LEVELS[level] : {}),
          ...(pageParam ? { cursor: pageParam } : {}),
        },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
  const rows = (found.data?.pages.flatMap((page) => page.items) ?? []).filter(
    ({ id }) => !taken.includes(id),
  );
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const allChosen = rows.length > 0 && rows.every(({ id }) => chosen.has(id));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onPick([...chosen], pool ? Math.min(Number(draw) || 1, chosen.size) : null);
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="large"
      title={t(pool ? 'questions.addPool' : 'questions.add')}
      description={pool ? t('pool.lead') : undefined}
    >
      <form className="grid gap-4 pb-2" onSubmit={submit}>
        <div className="flex flex-wrap items-end gap-3">
          <Field label={t('picker.material')} className="min-w-48 flex-1">
            <Select value={materialId} onChange={(event) => setMaterialId(event.target.value)}>
              <option value="">{t('picker.all')}</option>
              {materials.data?.items.map(({ id, title }) => (
                <option key={id} value={id}>
                  {title}
                </option>
              ))}
            </Select>
          </Field>
          <Field label={t('picker.level')}>
            <Select value={level} onChange={(event) => setLevel(event.target.value as Level | '')}>
              <option value="">{t('picker.all')}</option>
              {(Object.keys(LEVELS) as Level[]).map((one) => (
                <option key={one} value={one}>
                  {t(`picker.${one}`)}
                </option>
              ))}
            </Select>
          </Field>
        </div>
        {found.error ? (
          <ErrorState compact error={found.error} onRetry={() => void found.refetch()} />
        ) : null}
        {found.isPending ? <SkeletonText lines={6} /> : null}
        {found.data && rows.length === 0 ? <p>{t('picker.none')}</p> : null}
        {rows.length > 0 ? (
          <Checkbox
            label={t('picker.allShown', { count: rows.length })}
            checked={allChosen}
            onChange={() =>
              setChosen(
                allChosen
                  ? new Set([...chosen].filter((id) => !rows.some((row) => row.id === id)))
                  : new Set([...chosen, ...rows.map(({ id }) => id)]),
              )
            }
          />
        ) : null}
        <fieldset className="grid max-h-80 gap-3 overflow-y-auto p-1">
          <legend className="sr-only">{t('questions.add')}</legend>
          {rows.map(({ id, content, difficulty, materialTitle }) => (
            <Checkbox
              key={id}
              checked={chosen.has(id)}
              onChange={() => toggle(id)}
              label={<span dir="auto">{content.type === 'question' ? content.stem : ''}</span>}
              hint={
                content.type === 'question'
                  ? `${t(`type.${content.answerKey.questionType}`)} · ${t('picker.difficulty', { n: formatNumber(difficulty) })} · ${materialTitle}`
                  : undefined
              }
            />
          ))}
          {found.hasNextPage ? (
            <Button
              size="small"
              className="justify-self-center"
              loading={found.isFetchingNextPage}
              onClick={() => void found.fetchNextPage()}
            >
              {t('more')}
            </Button>
          ) : null}
        </fieldset>
        <div className="flex flex-wrap items-end justify-between gap-3">
          {pool ? (
            <Field label={t('pool.draw')}>
              <TextInput
                type="number"
                min={1}
                max={Math.max(1, Math.min(100, chosen.size))}
                required
                className="w-24"
                value={draw}
                onChange={(event) => setDraw(event.target.value)}
              />
            </Field>
          ) : (
            <span />
          )}
          <Button type="submit" variant="primary" disabled={chosen.size === 0}>
            {chosen.size === 0 ? t('picker.addNone') : t('picker.add', { count: chosen.size })}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
