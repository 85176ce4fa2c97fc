import { urlOf } from '../../../contracts/route.ts';
import { type Submission, uploadSubmissionFiles } from '../../../contracts/submissions.ts';
import { ApiProblem } from '../../api/problem.ts';

/**
 * Adds files to a draft and tells how much has been sent, 0-1. By XMLHttpRequest, since `fetch`
 * does not tell.
 */
export function uploadFiles(
  submissionId: string,
  files: readonly File[],
  onProgress: (share: number) => void,
): Promise<Submission> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    for (const file of files) form.append('files', file);
    request.upload.onprogress = ({ loaded, total, lengthComputable }) => {
      if (lengthComputable) onProgress(loaded / total);
    };
    request.onerror = () => reject(new ApiProblem({ status: 0, code: 'network_error' }));
    request.onload = () => {
      const body = parsed(request.responseText);
      if (request.status >= 200 && request.status < 300) resolve(body as Submission);
      else
        reject(
          new ApiProblem({ code: 'unreadable_response', ...(body ?? {}), status: request.status }),
        );
    };
    request.open('POST', urlOf(uploadSubmissionFiles, { id: submissionId }));
    request.send(form);
  });
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return null;
  }
}
