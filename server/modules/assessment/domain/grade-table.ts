import type { Gradebook } from '../../../../contracts/gradebook.ts';

type Cell = string | number | null;

/** The gradebook as a table: name, address, a column for each assessment, and the course grade. */
export function gradeTable({ assessments, items }: Gradebook): Cell[][] {
  const head = ['Name', 'Email', ...assessments.map(({ title }) => `${title} (%)`), 'Course (%)'];
  return [
    head,
    ...items.map(({ userName, email, cells, coursePercent }): Cell[] => [
      userName,
      email,
      ...cells.map(({ exempt, percent }): Cell => (exempt ? 'exempt' : percent)),
      coursePercent,
    ]),
  ];
}
