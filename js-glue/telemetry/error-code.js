/** What a tool's error is about, by words in its code; the first row counts (V48). @type {[RegExp, string][]} */
const CATEGORIES = [
  [/invalid|argument|param|schema/i, 'tool_param_error'],
  [/parse|json|decode|format/i, 'tool_result_parse_error'],
];

/**
 * @param {string} [code]
 * @returns {string} an `errorCategory`
 */
export function toolErrorCategory(code = '') {
  const row = CATEGORIES.find(([words]) => words.test(code));
  return row ? row[1] : 'tool_runtime_error';
}

/**
 * The class of an error, which is all that leaves of it (V47): its name, never its message.
 * @param {unknown} error
 * @returns {string | undefined} `UnknownError` for what is no error, `undefined` where there is none
 */
export function errorCode(error) {
  if (error === undefined) return undefined;
  try {
    if (error instanceof Error && typeof error.name === 'string') return error.name;
  } catch {
    // A getter of the error's own, which must not throw into who tells of it.
  }
  return 'UnknownError';
}
