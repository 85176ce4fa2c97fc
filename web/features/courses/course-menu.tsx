import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { EllipsisVertical, EyeOff, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type CourseDraft,
  deleteCourse,
  restoreCourse,
  unpublishCourse,
} from '../../../contracts/courses.ts';
import { api } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { COURSES, courseKey, etagOf } from './queries.ts';

type Asked = 'unpublish' | 'delete' | null;

/** Taking a course back from its learners, and deleting it. */
export function CourseMenu({ draft }: { draft: CourseDraft }) {
  const { t } = useTranslation(['courses', 'common']);
  const [asked, setAsked] = useState<Asked>(null);
  return (
    <>
      <Menu
        trigger={
          <Button
            variant="quiet"
            aria-label={t('menu.name')}
            icon={<EllipsisVertical aria-hidden className="size-5" />}
          />
        }
      >
        <MenuItem
          icon={<EyeOff />}
          disabled={draft.publishedVersion === null}
          onSelect={() => setAsked('unpublish')}
        >
          {t('menu.unpublish')}
        </MenuItem>
        <MenuItem danger icon={<Trash2 />} onSelect={() => setAsked('delete')}>
          {t('menu.delete')}
        </MenuItem>
      </Menu>
      {asked === 'unpublish' ? <Unpublish draft={draft} onClose={() => setAsked(null)} /> : null}
      {asked === 'delete' ? <Delete draft={draft} onClose={() => setAsked(null)} /> : null}
    </>
  );
}

type AskedProps = { draft: CourseDraft; onClose: () => void };

function Unpublish({ draft, onClose }: AskedProps) {
  const { t } = useTranslation(['courses', 'common']);
  const queryClient = useQueryClient();
  const unpublish = useMutation({
    mutationFn: () =>
      api(unpublishCourse, { params: { id: draft.id }, ifMatch: etagOf(draft.revision) }),
    onSuccess: (course) => {
      queryClient.setQueryData(courseKey(draft.id), course);
      void queryClient.invalidateQueries({ queryKey: COURSES });
      showToast({ message: t('menu.unpublished') });
      onClose();
    },
  });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="small"
      title={t('menu.unpublishTitle')}
      description={t('menu.unpublishText')}
      footer={
        <>
          <Button onClick={onClose}>{t('common:action.cancel')}</Button>
          <Button
            variant="primary"
            loading={unpublish.isPending}
            onClick={() => unpublish.mutate()}
          >
            {t('menu.unpublish')}
          </Button>
        </>
      }
    >
      {unpublish.error ? <ErrorState compact error={unpublish.error} /> : null}
    </Dialog>
  );
}

function Delete({ draft, onClose }: AskedProps) {
  const { t } = useTranslation(['courses', 'common']);
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const refresh = () => queryClient.invalidateQueries({ queryKey: COURSES });
  const remove = useMutation({
    mutationFn: () => api(deleteCourse, { params: { id: draft.id } }),
    onSuccess: async () => {
      showToast({
        message: t('tree.deleted', { title: draft.title }),
        action: {
          label: t('common:action.undo'),
          run: () => void api(restoreCourse, { params: { id: draft.id } }).then(refresh),
        },
      });
      await navigate({ to: '/courses' });
      queryClient.removeQueries({ queryKey: courseKey(draft.id) });
      await refresh();
    },
  });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="small"
      title={t('menu.deleteTitle')}
      description={t('menu.deleteText')}
      footer={
        <>
          <Button onClick={onClose}>{t('common:action.cancel')}</Button>
          <Button variant="danger" loading={remove.isPending} onClick={() => remove.mutate()}>
            {t('menu.delete')}
          </Button>
        </>
      }
    >
      {remove.error ? <ErrorState compact error={remove.error} /> : null}
    </Dialog>
  );
}
