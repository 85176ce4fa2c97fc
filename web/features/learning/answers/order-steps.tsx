import { ArrowDown, ArrowUp } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../ui/icon-button.tsx';
import { VisuallyHidden } from '../../../ui/visually-hidden.tsx';
import type { GivenProps } from './use-given.ts';

/** Steps that are moved up and down, each by its own two buttons, with every move announced. */
export function OrderSteps({ item, given, change }: GivenProps) {
  const { t } = useTranslation('learning');
  const [said, setSaid] = useState('');
  const texts = new Map(item.options.map(({ id, text }) => [id, text]));
  const move = (from: number, to: number) => {
    const order = [...given.optionIds];
    const [id] = order.splice(from, 1);
    if (id === undefined) return;
    order.splice(to, 0, id);
    change({ optionIds: order });
    setSaid(t('study.moved', { step: texts.get(id) ?? '', n: to + 1, of: order.length }));
  };
  return (
    <div className="grid gap-2">
      <p className="text-ink-soft text-ui">{t('study.order')}</p>
      <ol className="grid gap-2">
        {given.optionIds.map((id, index) => (
          <li
            key={id}
            className="flex min-h-12 items-center gap-3 rounded-control border border-line-strong/60 bg-surface px-4 py-2"
          >
            <span className="w-5 shrink-0 text-ink-faint text-sm tabular-nums">{index + 1}</span>
            <span dir="auto" className="min-w-0 flex-1">
              {texts.get(id)}
            </span>
            <IconButton
              icon={<ArrowUp aria-hidden className="size-5" />}
              aria-label={t('study.moveUp', { step: texts.get(id) ?? '' })}
              disabled={index === 0}
              onClick={() => move(index, index - 1)}
            />
            <IconButton
              icon={<ArrowDown aria-hidden className="size-5" />}
              aria-label={t('study.moveDown', { step: texts.get(id) ?? '' })}
              disabled={index === given.optionIds.length - 1}
              onClick={() => move(index, index + 1)}
            />
          </li>
        ))}
      </ol>
      <VisuallyHidden>
        <span aria-live="polite">{said}</span>
      </VisuallyHidden>
    </div>
  );
}
