import { Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Material } from '../../../contracts/library.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { useRemove } from './use-remove.ts';

export function DeleteMaterial({ material }: { material: Material }) {
  const { t } = useTranslation('library');
  const remove = useRemove();
  return (
    <IconButton
      size="small"
      aria-label={t('delete', { title: material.title })}
      icon={<Trash2 aria-hidden className="size-4" />}
      onClick={() => remove.mutate(material)}
    />
  );
}
