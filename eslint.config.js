import js from '@eslint/js';

export default [
  { ignores: ['**/build/', '**/dist/', '**/.next/'] },
  js.configs.recommended,
  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: { ecmaVersion: 2022, sourceType: 'module' },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      // The type checker knows every global of Node and of the browser; a second list would only drift.
      'no-undef': 'off',
      // Reported by the type checker, which also sees uses in JSDoc.
      'no-unused-vars': 'off',
      'no-empty': ['error', { allowEmptyCatch: true }],
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-throw-literal': 'error',
      'no-shadow': ['error', { builtinGlobals: false }],
      'no-return-assign': 'error',
      'no-self-compare': 'error',
      'no-unmodified-loop-condition': 'error',
      'no-promise-executor-return': ['error', { allowVoid: true }],
      'require-atomic-updates': 'error',
      'object-shorthand': 'error',
      'prefer-template': 'error',
      camelcase: ['error', { properties: 'never', ignoreDestructuring: true }],
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      complexity: ['error', 15],
      'max-depth': ['error', 4],
    },
  },
  {
    // A test suite is one long function by nature; its cases are what must stay short.
    files: ['tests/**'],
    rules: { 'max-lines-per-function': 'off', 'max-lines': 'off' },
  },
  {
    // The package runs in pages: named exports only, and nothing is printed unasked.
    files: ['js-glue/{core,client,page,settings}/**', 'replay/**'],
    rules: {
      'no-console': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Use a named export.' },
        {
          selector: 'Program > ExpressionStatement > AwaitExpression',
          message: 'No top-level await.',
        },
      ],
    },
  },
];
