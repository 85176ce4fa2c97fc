/** Languages that authors choose from, by the name that the grammar has; the names are their own. */
export const CODE_LANGUAGES: readonly { value: string; name: string }[] = [
  { value: 'bash', name: 'Bash' },
  { value: 'c', name: 'C' },
  { value: 'cpp', name: 'C++' },
  { value: 'csharp', name: 'C#' },
  { value: 'css', name: 'CSS' },
  { value: 'go', name: 'Go' },
  { value: 'xml', name: 'HTML, XML' },
  { value: 'java', name: 'Java' },
  { value: 'javascript', name: 'JavaScript' },
  { value: 'json', name: 'JSON' },
  { value: 'kotlin', name: 'Kotlin' },
  { value: 'markdown', name: 'Markdown' },
  { value: 'php', name: 'PHP' },
  { value: 'python', name: 'Python' },
  { value: 'r', name: 'R' },
  { value: 'ruby', name: 'Ruby' },
  { value: 'rust', name: 'Rust' },
  { value: 'sql', name: 'SQL' },
  { value: 'swift', name: 'Swift' },
  { value: 'typescript', name: 'TypeScript' },
  { value: 'yaml', name: 'YAML' },
];

/** What a language is called; its own short name where it is none of the list. */
export function languageName(value: string): string {
  return CODE_LANGUAGES.find((language) => language.value === value)?.name ?? value;
}
