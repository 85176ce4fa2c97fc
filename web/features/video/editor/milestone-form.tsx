import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Milestone } from '../../../../contracts/milestones.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Field, TextInput } from '../../../ui/field.tsx';
import { formatTimecode } from '../../../ui/format.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { MilestoneQuestions } from './milestone-questions.tsx';
import { parseTimecode } from './parse-timecode.ts';

export type MilestoneValues = {
  atSeconds: number;
  title: string;
  isRequired: boolean;
  retryLimit: number | null;
  passShare: number;
  itemIds: string[];
  status: 'draft' | 'active';
};

type Picked = { itemId: string; stem: string; usable: boolean };

/** One milestone: when, whether it must be passed, how often, and what it asks. */
export function MilestoneForm({
  milestone,
  seconds,
  duration,
  materialId,
  saving,
  error,
  onSave,
  onClose,
}: {
  milestone: Milestone | null;
  /** Where the video stands: a new one begins there. */
  seconds: number;
  duration: number | null;
  materialId: string | null;
  saving: boolean;
  error: unknown;
  onSave: (values: MilestoneValues) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation(['filming', 'common']);
  const [time, setTime] = useState(formatTimecode(milestone?.atSeconds ?? seconds));
  const [picking, setPicking] = useState(false);
  // Kept here and not in the fields, which go while questions are picked.
  const [fields, setFields] = useState({
    title: milestone?.title ?? '',
    retries: milestone?.retryLimit == null ? '' : String(milestone.retryLimit),
    pass: String(Math.round((milestone?.passShare ?? 1) * 100)),
    isRequired: milestone?.isRequired ?? true,
    active: milestone === null || milestone.status === 'active',
  });
  const set = (part: Partial<typeof fields>) => setFields((before) => ({ ...before, ...part }));
  const [questions, setQuestions] = useState<Picked[]>(milestone?.questions ?? []);
  // A time that was left alone keeps its fractions of a second.
  const untouched = time === formatTimecode(milestone?.atSeconds ?? seconds);
  const at = untouched ? (milestone?.atSeconds ?? seconds) : parseTimecode(time);
  const beyond = at !== null && duration !== null && at > duration;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (at === null || beyond) return;
    onSave({
      atSeconds: at,
      title: fields.title.trim(),
      isRequired: fields.isRequired,
      retryLimit: fields.retries === '' ? null : Number(fields.retries),
      passShare: (Number(fields.pass) || 100) / 100,
      itemIds: questions.map(({ itemId }) => itemId),
      status: fields.active ? 'active' : 'draft',
    });
  };
  const move = (from: number, to: number) => {
    const order = [...questions];
    const [one] = order.splice(from, 1);
    if (one) order.splice(to, 0, one);
    setQuestions(order);
  };
  if (picking)
    return (
      <MilestoneQuestions
        materialId={materialId}
        picked={questions.map(({ itemId }) => itemId)}
        onPick={(picked) => {
          setQuestions([...questions, ...picked]);
          setPicking(false);
        }}
        onClose={() => setPicking(false)}
      />
    );
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="large"
      title={t(milestone ? 'milestone.edit' : 'milestone.new')}
    >
      <form className="grid gap-5 pb-2" onSubmit={submit}>
        {error ? <ErrorState compact error={error} /> : null}
        <div className="grid gap-4 sm:grid-cols-[1fr_8rem]">
          <Field label={t('milestone.title')} required>
            <TextInput
              required
              maxLength={255}
              autoFocus
              value={fields.title}
              onChange={(event) => set({ title: event.target.value })}
            />
          </Field>
          <Field
            label={t('milestone.time')}
            required
            error={
              at === null ? t('milestone.badTime') : beyond ? t('milestone.beyond') : undefined
            }
          >
            <TextInput
              dir="ltr"
              required
              value={time}
              onChange={(event) => setTime(event.target.value)}
            />
          </Field>
          <Field label={t('milestone.retries')} hint={t('milestone.retriesHint')}>
            <TextInput
              type="number"
              min={0}
              max={100}
              className="w-28"
              value={fields.retries}
              onChange={(event) => set({ retries: event.target.value })}
            />
          </Field>
          <Field label={t('milestone.pass')}>
            <TextInput
              type="number"
              min={1}
              max={100}
              required
              value={fields.pass}
              onChange={(event) => set({ pass: event.target.value })}
            />
          </Field>
        </div>
        <Checkbox
          label={t('milestone.required')}
          hint={t('milestone.requiredHint')}
          checked={fields.isRequired}
          onChange={(event) => set({ isRequired: event.target.checked })}
        />
        <fieldset className="grid gap-3">
          <legend className="mb-2 font-semibold">{t('milestone.questions')}</legend>
          <ol className="grid divide-y divide-line">
            {questions.map((one, index) => (
              <li key={one.itemId} className="flex items-center gap-3 py-2">
                <span dir="auto" className="min-w-0 flex-1">
                  {one.stem}{' '}
                  {one.usable ? null : <Badge tone="caution">{t('milestone.unusable')}</Badge>}
                </span>
                <IconButton
                  size="small"
                  aria-label={t('milestone.up', { name: one.stem })}
                  disabled={index === 0}
                  icon={<ArrowUp aria-hidden className="size-4" />}
                  onClick={() => move(index, index - 1)}
                />
                <IconButton
                  size="small"
                  aria-label={t('milestone.down', { name: one.stem })}
                  disabled={index === questions.length - 1}
                  icon={<ArrowDown aria-hidden className="size-4" />}
                  onClick={() => move(index, index + 1)}
                />
                <IconButton
                  size="small"
                  aria-label={t('milestone.remove', { name: one.stem })}
                  icon={<X aria-hidden className="size-4" />}
                  onClick={() => setQuestions(questions.filter((_, at) => at !== index))}
                />
              </li>
            ))}
          </ol>
          <Button className="justify-self-start" onClick={() => setPicking(true)}>
            {t('milestone.addQuestions')}
          </Button>
        </fieldset>
        <Checkbox
          label={t('milestone.active')}
          hint={t('milestone.activeHint')}
          checked={fields.active}
          onChange={(event) => set({ active: event.target.checked })}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t('common:action.cancel')}</Button>
          <Button type="submit" variant="primary" loading={saving} disabled={at === null || beyond}>
            {t('common:action.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
