/** What a tool's error is about, by words in its code; the first row counts (V48). @type {[RegExp, string][]} */
const CATEGORIES = [
  [/invalid|argument|param|schema/i, 'tool_param_error'],
  [/parse|json|decode|format/i, 'tool_result_parse_error'],
];

/**
 * @param {string} code
 * @returns {string} an `errorCategory`
 */
export function toolErrorCategory(code) {
  const row = CATEGORIES.find(([words]) => words.test(code));
  return row ? row[1] : 'tool_runtime_error';
}

/**
 * The class of an error, which is all that leaves of it (V47): its name, never its message.
 * @param {unknown} error
 * @returns {string} `UnknownError` for what is no error
 */
export function errorCode(error) {
  return error instanceof Error && typeof error.name === 'string' ? error.name : 'UnknownError';
}
