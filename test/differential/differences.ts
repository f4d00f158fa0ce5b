/** Something that Dual RUM records otherwise than one plain aws-rum-web, and why. */
export interface Difference {
  /** Which Dual RUM: for a guest, for a signed-in user, or both. */
  subject: 'guest' | 'authenticated' | 'both';
  /** The events concerned, by their label. */
  event: RegExp;
  /** The fields concerned: a path, or `count` for how often the event arrives. */
  field: RegExp;
  /** `wanted`: Dual RUM means to. `defect`: to be mended, and to be removed from here then. */
  kind: 'wanted' | 'defect';
  /** Depends on when the browser measures, so it need not occur in every run. */
  sometimes?: true;
  reason: string;
}

/** Every difference there may be. One that is not here fails the suite, and so does one here that no longer occurs. */
export const differences: Difference[] = [
  {
    subject: 'both',
    event: /^largest_contentful_paint$/,
    field: /^count$/,
    kind: 'wanted',
    reason:
      'On a page that ends without a click, web-vitals reports this as the page ends, after aws-rum-web has sent its last batch: aws-rum-web loses it.',
  },
  {
    subject: 'both',
    event: /^performance_resource <site>\/js\/chunk\.js$/,
    field: /^count$/,
    kind: 'wanted',
    reason:
      'esbuild puts what the start of the SDK shares with its late parts into one more file of the page, which is loaded with the app itself. The late parts are not recorded.',
  },
];
