import { AppError } from '../../errors.ts';

/** @throws AppError `precondition_required` without a revision, `edit_conflict` with an old one. */
export function checkRevision(ifMatch: number | null, revision: number, what: string): void {
  if (ifMatch === null)
    throw new AppError(
      'precondition_required',
      `Send the revision of the ${what} that you edited as If-Match.`,
    );
  if (ifMatch !== revision)
    throw new AppError('edit_conflict', `Load the ${what} again; your change was not saved.`);
}
