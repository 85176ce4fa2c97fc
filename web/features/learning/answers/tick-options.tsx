import { Check, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { StepResult } from '../../../../contracts/learning.ts';
import { cx } from '../../../ui/cx.ts';
import type { GivenProps } from './use-given.ts';

/** Options several of which may be right. */
export function TickOptions({
  item,
  given,
  change,
  open,
  result,
}: GivenProps & { result: Pick<StepResult, 'correctOptionIds' | 'chosenOptionIds'> | null }) {
  const { t } = useTranslation('learning');
  const ticked = result?.chosenOptionIds ?? given.optionIds;
  const toggle = (id: string) =>
    change({
      optionIds: given.optionIds.includes(id)
        ? given.optionIds.filter((one) => one !== id)
        : [...given.optionIds, id],
    });
  return (
    <fieldset className="grid gap-2" disabled={!open}>
      <legend className="mb-2 text-ink-soft text-ui">{t('study.chooseAll')}</legend>
      {item.options.map(({ id, text }) => {
        const right = result?.correctOptionIds.includes(id);
        const chosen = ticked.includes(id);
        return (
          <label
            key={id}
            className={cx(
              'flex min-h-12 items-start gap-3 rounded-control border px-4 py-3',
              'has-focus-visible:outline-2 has-focus-visible:outline-focus has-focus-visible:outline-offset-2',
              result && right && 'border-positive bg-positive-tint',
              result && !right && chosen && 'border-negative bg-negative-tint',
              !(result && (right || chosen)) &&
                (chosen ? 'border-accent bg-accent-tint' : 'border-line-strong/60 bg-surface'),
              open ? 'cursor-pointer' : 'cursor-default',
            )}
          >
            <input
              type="checkbox"
              checked={chosen}
              onChange={() => toggle(id)}
              className="mt-1 size-4 shrink-0 accent-accent outline-none"
            />
            <span dir="auto" className="min-w-0 flex-1">
              {text}
            </span>
            {result && (right || chosen) ? <Turned right={right === true} chosen={chosen} /> : null}
          </label>
        );
      })}
    </fieldset>
  );
}

/** How an option turned out, in words: the colour alone would not reach everybody. */
function Turned({ right, chosen }: { right: boolean; chosen: boolean }) {
  const { t } = useTranslation('learning');
  const Icon = right && chosen ? Check : X;
  return (
    <span
      className={cx(
        'inline-flex items-center gap-1 text-sm',
        right ? 'text-positive' : 'text-negative',
      )}
    >
      <Icon aria-hidden className="size-4" />
      {t(right ? (chosen ? 'study.tickRight' : 'study.tickMissed') : 'study.tickWrong')}
    </span>
  );
}
