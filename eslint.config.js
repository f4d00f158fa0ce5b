import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import vue from 'eslint-plugin-vue';
import globals from 'globals';
import ts from 'typescript-eslint';

/** Members that AwsRum does not publish: monitor/awsRumInternals.ts alone reaches them. */
const PRIVATE =
  'eventCache|dispatchManager|pluginManager|pageManager|sessionManager|sessionExpiry|storeSessionAsCookie|getSessionFromCookie';

export default ts.config(
  { ignores: ['**/dist/**', '**/node_modules/**'] },
  js.configs.recommended,
  ...ts.configs.strictTypeChecked,
  ...vue.configs['flat/recommended'],
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
  // A snippet shows the shape: async is how a method says that it may wait.
  { files: ['examples/snippets/**'], rules: { '@typescript-eslint/require-await': 'off' } },
  prettier,
);
