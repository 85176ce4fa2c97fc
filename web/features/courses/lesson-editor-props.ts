/** What the editor of a kind of lesson is given. */
export type LessonEditorProps = { lessonId: string; courseId: string };
