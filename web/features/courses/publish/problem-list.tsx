import { useTranslation } from 'react-i18next';
import type { PublishProblem } from '../../../../contracts/courses.ts';
import { Button } from '../../../ui/button.tsx';
import { Callout } from '../../../ui/callout.tsx';
import { formatNumber } from '../../../ui/format.ts';
import type { Selection } from '../tree/course-tree.tsx';

function placeOf({ lessonId, moduleId }: PublishProblem): Selection {
  if (lessonId) return { kind: 'lesson', id: lessonId };
  return moduleId ? { kind: 'module', id: moduleId } : null;
}

/** What has to be mended before the course can be published, each with the way to its place. */
export function ProblemList({
  problems,
  onGo,
}: {
  problems: readonly PublishProblem[];
  onGo: (row: Selection) => void;
}) {
  const { t } = useTranslation('courses');
  return (
    <Callout
      tone="caution"
      live
      title={t('publish.problems', { n: formatNumber(problems.length) })}
    >
      <ul className="grid gap-2 pt-1">
        {problems.map((problem) => {
          const place = placeOf(problem);
          return (
            <li
              key={[problem.code, problem.lessonId, problem.moduleId, problem.itemId].join('-')}
              className="flex flex-wrap items-center justify-between gap-2"
            >
              <span>
                {problem.title ? <bdi className="me-1.5 font-medium">{problem.title}:</bdi> : null}
                {problem.notReady
                  ? t(`notReady.${problem.notReady}`)
                  : t(`problem.${problem.code}`)}
              </span>
              {place ? (
                <Button
                  size="small"
                  aria-label={t('publish.goTo', { title: problem.title })}
                  onClick={() => onGo(place)}
                >
                  {t('publish.go')}
                </Button>
              ) : null}
            </li>
          );
        })}
      </ul>
    </Callout>
  );
}
