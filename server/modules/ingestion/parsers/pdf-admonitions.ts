const LABELS =
  /^(?:note|tip|hint|warning|caution|important|attention|danger|hinweis|achtung|wichtig|warnung|tipp|remarque|avertissement|attenzione|nota|advertencia|aviso)[.:!]?$/iu;

/** A label such as "Note", set like a heading above its text, is the beginning of that text. */
export const isAdmonition = (text: string) => LABELS.test(text);
