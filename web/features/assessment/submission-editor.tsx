import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  deleteSubmissionFile,
  MAX_SUBMISSION_FILES,
  MAX_SUBMISSION_TEXT,
  patchSubmission,
  SUBMISSION_FILE_TYPES,
  type Submission,
  submitSubmission,
} from '../../../contracts/submissions.ts';
import { api } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Field, TextArea, TextInput } from '../../ui/field.tsx';
import { formatBytes } from '../../ui/format.ts';
import { Progress } from '../../ui/progress.tsx';
import { Section } from '../../ui/section.tsx';
import { submissionsKey } from './queries.ts';
import { uploadFiles } from './upload-files.ts';

const QUIET_MS = 1000;

/** Work under way: a text that saves itself, files, and handing in. */
export function SubmissionEditor({ submission: initial }: { submission: Submission }) {
  const { t } = useTranslation(['assessment', 'common']);
  const queryClient = useQueryClient();
  const [submission, setSubmission] = useState(initial);
  const [text, setText] = useState(initial.text);
  const [sent, setSent] = useState<number | null>(null);
  const [handingIn, setHandingIn] = useState(false);
  const revision = useRef(initial.revision);
  const params = { id: initial.id };
  const keep = (now: Submission) => {
    revision.current = now.revision;
    setSubmission(now);
  };
  const save = useMutation({
    mutationFn: (body: { text: string }) =>
      api(patchSubmission, { params, body, ifMatch: `"${revision.current}"` }),
    onSuccess: keep,
    scope: { id: `submission-${initial.id}` },
  });
  const upload = useMutation({
    mutationFn: (files: File[]) => uploadFiles(initial.id, files, setSent),
    onSuccess: keep,
    onSettled: () => setSent(null),
  });
  const remove = useMutation({
    mutationFn: (fileId: string) => api(deleteSubmissionFile, { params: { ...params, fileId } }),
    onSuccess: keep,
  });
  const submit = useMutation({
    mutationFn: async () => {
      if (text !== submission.text) await save.mutateAsync({ text });
      return api(submitSubmission, { params });
    },
    onSuccess: () => {
      setHandingIn(false);
      void queryClient.invalidateQueries({ queryKey: ['my-courses'] });
      void queryClient.invalidateQueries({ queryKey: ['assessment', 'mine'] });
      return queryClient.invalidateQueries({ queryKey: submissionsKey(initial.assessmentId) });
    },
  });
  const { mutate: saveText } = save;
  useEffect(() => {
    if (text === submission.text) return;
    const timer = setTimeout(() => saveText({ text }), QUIET_MS);
    return () => clearTimeout(timer);
  }, [text, submission.text, saveText]);
  const error = save.error ?? upload.error ?? remove.error ?? submit.error;
  const empty = text.trim() === '' && submission.files.length === 0;
  return (
    <Section title={t('work.title')}>
      {error ? <ErrorState compact error={error} /> : null}
      <Field
        label={t('work.text')}
        hint={
          save.isPending || text !== submission.text
            ? t('common:state.saving')
            : t('common:state.saved')
        }
      >
        <TextArea
          rows={12}
          maxLength={MAX_SUBMISSION_TEXT}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      <Field label={t('work.files')} hint={t('work.filesHint', { count: MAX_SUBMISSION_FILES })}>
        <TextInput
          type="file"
          multiple
          className="py-1.5"
          disabled={upload.isPending || submission.files.length >= MAX_SUBMISSION_FILES}
          accept={SUBMISSION_FILE_TYPES.map((ending) => `.${ending}`).join(',')}
          onChange={(event) => {
            const files = [...(event.target.files ?? [])];
            event.target.value = '';
            if (files.length > 0) upload.mutate(files);
          }}
        />
      </Field>
      {upload.isPending ? <Progress value={sent} label={t('work.uploading')} /> : null}
      {submission.files.length > 0 ? (
        <ul className="grid divide-y divide-line">
          {submission.files.map((file) => (
            <li key={file.id} className="flex flex-wrap items-center justify-between gap-3 py-2">
              <a href={file.url} download={file.name} className="min-w-0 break-all text-link">
                {file.name}
              </a>
              <span className="flex items-center gap-3 text-ink-soft text-sm">
                {formatBytes(file.bytes)}
                <Button
                  size="small"
                  variant="quiet"
                  aria-label={t('work.removeFile', { name: file.name })}
                  onClick={() => remove.mutate(file.id)}
                >
                  {t('common:action.remove')}
                </Button>
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      <Button
        variant="primary"
        size="large"
        className="justify-self-start"
        disabled={empty || upload.isPending}
        onClick={() => setHandingIn(true)}
      >
        {t('work.submit')}
      </Button>
      <Dialog
        open={handingIn}
        onOpenChange={setHandingIn}
        size="small"
        title={t('work.submitTitle')}
        description={t('work.submitText')}
        footer={
          <>
            <Button onClick={() => setHandingIn(false)}>{t('submit.goOn')}</Button>
            <Button variant="primary" loading={submit.isPending} onClick={() => submit.mutate()}>
              {t('work.submit')}
            </Button>
          </>
        }
      />
    </Section>
  );
}
