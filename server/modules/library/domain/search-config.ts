/** PostgreSQL's text search configurations by BCP 47 primary tag. */
const CONFIGS: Record<string, string> = {
  ar: 'arabic',
  da: 'danish',
  de: 'german',
  el: 'greek',
  en: 'english',
  es: 'spanish',
  fi: 'finnish',
  fr: 'french',
  hu: 'hungarian',
  id: 'indonesian',
  it: 'italian',
  nl: 'dutch',
  no: 'norwegian',
  pt: 'portuguese',
  ro: 'romanian',
  ru: 'russian',
  sv: 'swedish',
  tr: 'turkish',
};

/** The configuration that stems a language; `simple`, which keeps words as they are, for others. */
export function searchConfigFor(language: string): string {
  return CONFIGS[language] ?? 'simple';
}
