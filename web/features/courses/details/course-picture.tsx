import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type CourseDraft, updateCourse } from '../../../../contracts/courses.ts';
import { api } from '../../../api/client.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { formatBytes } from '../../../ui/format.ts';
import { COURSES, courseKey, etagOf } from '../queries.ts';
import { IMAGE_TYPES, MOST_BYTES, uploadFile } from '../upload-file.ts';

/** The picture of a course in the catalog. */
export function CoursePicture({ draft }: { draft: CourseDraft }) {
  const { t } = useTranslation('courses');
  const queryClient = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const save = useMutation({
    mutationFn: async (file: File | null) => {
      const thumbnailFileId = file ? (await uploadFile(file, 'image')).id : null;
      return api(updateCourse, {
        params: { id: draft.id },
        ifMatch: etagOf(draft.revision),
        body: { thumbnailFileId },
      });
    },
    onSuccess: (saved) => {
      queryClient.setQueryData(courseKey(draft.id), saved);
      void queryClient.invalidateQueries({ queryKey: COURSES });
    },
  });
  return (
    <div className="grid gap-3">
      {save.error ? <ErrorState compact error={save.error} /> : null}
      {draft.thumbnailUrl ? (
        <img
          src={draft.thumbnailUrl}
          alt=""
          className="aspect-video w-full max-w-xs rounded-control border border-line object-cover"
        />
      ) : null}
      <div className="flex flex-wrap items-center gap-2">
        <Button size="small" loading={save.isPending} onClick={() => input.current?.click()}>
          {draft.thumbnailUrl ? t('picture.change') : t('picture.choose')}
        </Button>
        {draft.thumbnailUrl ? (
          <Button size="small" variant="quiet" onClick={() => save.mutate(null)}>
            {t('picture.remove')}
          </Button>
        ) : null}
        <input
          ref={input}
          type="file"
          hidden
          accept={IMAGE_TYPES}
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = '';
            if (file) save.mutate(file);
          }}
        />
      </div>
      <p className="text-ink-faint text-sm">
        {t('picture.hint', { size: formatBytes(MOST_BYTES.image) })}
      </p>
    </div>
  );
}
