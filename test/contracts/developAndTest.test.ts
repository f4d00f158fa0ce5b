// @vitest-environment happy-dom
/** The unit test of the page on testing, as it is printed; a test of the snippets holds the page and this file together. */
import '../../examples/snippets/vitest.ts';
