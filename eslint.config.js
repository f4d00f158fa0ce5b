import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import vue from 'eslint-plugin-vue';
import globals from 'globals';
import ts from 'typescript-eslint';

/** Members that AwsRum does not publish: monitor/awsRumInternals.ts alone reaches them. */
const PRIVATE =
  'eventCache|dispatchManager|pluginManager|pageManager|sessionManager|sessionExpiry|storeSessionAsCookie|getSessionFromCookie';

/** The rules that ask for types take four fifths of the time: `npm run lint:quick` leaves them to `npm run lint`. */
const quick = process.env.LINT === 'quick';

const withoutTypes = {
  // What is not used, the types find, too: it is half of the time that is left.
  rules: { ...ts.configs.disableTypeChecked.rules, '@typescript-eslint/no-unused-vars': 'off' },
  languageOptions: { parserOptions: { project: false } },
  // A directive may be for a rule that does not run.
  linterOptions: { reportUnusedDisableDirectives: 'off' },
};

export default ts.config(
  // Apps of the contract of routers have frameworks that are not in the checkout; each builds with its own types.
  { ignores: ['**/dist/**', '**/node_modules/**', '.cache/**', 'test/contracts/routers/apps/**'] },
  js.configs.recommended,
  ...ts.configs.strictTypeChecked,
  ...vue.configs['flat/recommended'].map((config) => ({ files: ['**/*.vue'], ...config })),
  {
    languageOptions: {
      globals: { ...globals.browser, ...globals.node },
      parserOptions: {
        parser: ts.parser,
        project: './tsconfig.json',
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.vue'],
      },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': 'off',
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unnecessary-condition': 'off',
      // Objects here are closures: their methods do not use this.
      '@typescript-eslint/unbound-method': 'off',
      // What other code threw is printed as it prints itself.
      '@typescript-eslint/no-base-to-string': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      'vue/multi-word-component-names': 'off',
    },
  },
  { files: ['**/*.js', '**/*.mjs'], extends: [ts.configs.disableTypeChecked] },
  {
    files: ['packages/browser/src/**/*.ts'],
    ignores: ['packages/browser/src/monitor/awsRumInternals.ts', '**/*.test.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: `MemberExpression[property.name=/^(${PRIVATE})$/]`,
          message: 'A private member of AwsRum: only monitor/awsRumInternals.ts reaches it.',
        },
        {
          selector: `MemberExpression[property.value=/^(${PRIVATE})$/]`,
          message: 'A private member of AwsRum: only monitor/awsRumInternals.ts reaches it.',
        },
      ],
    },
  },
  // The promise to browsers: Chrome and Edge 94, Firefox 93, Safari 15.4. What is newer is asked for, or done otherwise.
  {
    files: ['packages/browser/src/**/*.ts'],
    ignores: ['**/*.test.ts', '**/*.testing.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        ...[
          ['URL', 'canParse', 'Chrome 120, Safari 17: try new URL()'],
          ['URL', 'parse', 'Chrome 126, Safari 18: try new URL()'],
          ['AbortSignal', 'timeout', 'Chrome 103, Firefox 100, Safari 16: an AbortController and a timer'],
          ['AbortSignal', 'any', 'Chrome 116, Safari 17.4'],
          ['Promise', 'withResolvers', 'Chrome 119, Safari 17.4: new Promise()'],
          ['Promise', 'try', 'Chrome 128, Safari 18.2'],
          ['Object', 'groupBy', 'Chrome 117, Safari 17.4'],
          ['Map', 'groupBy', 'Chrome 117, Safari 17.4'],
          ['Array', 'fromAsync', 'Chrome 121'],
          ['Response', 'json', 'Chrome 105, Safari 17'],
          ['crypto', 'randomUUID', 'only on https, and Chrome 92: uuid'],
        ].map(([object, property, since]) => ({ object, property, message: `Newer than the promise: ${since}.` })),
        ...[
          ['findLast', 'Chrome 97, Firefox 104'],
          ['findLastIndex', 'Chrome 97, Firefox 104'],
          ['toSorted', 'Chrome 110, Firefox 115'],
          ['toReversed', 'Chrome 110, Firefox 115'],
          ['toSpliced', 'Chrome 110, Firefox 115'],
          ['isWellFormed', 'Chrome 111, Firefox 119'],
          ['symmetricDifference', 'Chrome 122, Firefox 127'],
          ['throwIfAborted', 'Chrome 100, Firefox 97'],
          ['checkVisibility', 'Chrome 105, Firefox 106'],
        ].map(([property, since]) => ({ property, message: `Newer than the promise: ${since}.` })),
      ],
      'no-restricted-globals': [
        'error',
        ...[
          ['structuredClone', 'Chrome 98, Firefox 94'],
          ['scheduler', 'Chrome 94, not in Safari'],
          ['CompressionStream', 'Firefox 113, Safari 16.4: ask for globalThis.CompressionStream'],
          ['requestIdleCallback', 'not in Safari'],
        ].map(([name, since]) => ({ name, message: `Newer than the promise: ${since}.` })),
      ],
    },
  },
  // A snippet shows the shape: async is how a method says that it may wait.
  { files: ['examples/snippets/**'], rules: { '@typescript-eslint/require-await': 'off' } },
  prettier,
  ...(quick ? [withoutTypes] : []),
);
