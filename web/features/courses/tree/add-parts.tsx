import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CourseDraft } from '../../../../contracts/courses.ts';
import { Button } from '../../../ui/button.tsx';
import { Menu, MenuItem } from '../../../ui/menu.tsx';
import { KindIcon } from '../kind-icon.tsx';
import { LESSON_KINDS } from '../lesson-editors.tsx';
import type { TreeActions } from './use-tree.ts';

/** Adds a module at the end, or a lesson to the last one. */
export function AddParts({
  draft,
  actions,
  onAdded,
}: {
  draft: CourseDraft;
  actions: TreeActions;
  onAdded: (row: { kind: 'module' | 'lesson'; id: string }) => void;
}) {
  const { t } = useTranslation('courses');
  const last = draft.modules.at(-1);
  const added = async (kind: 'module' | 'lesson', adding: Promise<string | null>) => {
    const id = await adding;
    if (id) onAdded({ kind, id });
  };
  const icon = <Plus aria-hidden className="size-4" />;
  return (
    <div className="flex flex-wrap gap-2">
      <Button
        size="small"
        icon={icon}
        onClick={() => void added('module', actions.addModule(t('newModule')))}
      >
        {t('add.module')}
      </Button>
      {last ? (
        <Menu
          align="start"
          onCloseAutoFocus={(event) => {
            if (document.activeElement instanceof HTMLInputElement) event.preventDefault();
          }}
          trigger={
            <Button size="small" icon={icon}>
              {t('add.lesson')}
            </Button>
          }
        >
          {LESSON_KINDS.map((kind) => (
            <MenuItem
              key={kind}
              icon={<KindIcon kind={kind} />}
              onSelect={() =>
                void added('lesson', actions.addLesson(last.id, kind, t(`newLesson.${kind}`)))
              }
            >
              {t(`add.${kind}`)}
            </MenuItem>
          ))}
        </Menu>
      ) : null}
    </div>
  );
}
