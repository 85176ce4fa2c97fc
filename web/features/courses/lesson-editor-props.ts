/** What the editor of a lesson's content is given, whatever the kind. */
export type LessonEditorProps = { lessonId: string; courseId: string };
