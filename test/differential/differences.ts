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
    event: /^cumulative_layout_shift$/,
    field: /^metadata\.(pageId|parentPageId|interaction|title)$/,
    kind: 'defect',
    reason:
      'It carries the page and title at the end of the page load. aws-rum-web gives it those of the moment it was first measured.',
  },
  {
    subject: 'both',
    event: /^interaction_to_next_paint$/,
    field: /^(count$|metadata)/,
    kind: 'defect',
    sometimes: true,
    reason: 'It is sent twice when the browser reports it again as the page ends, and carries the page of that moment.',
  },
  {
    subject: 'authenticated',
    event: /^session_start$/,
    field: /^metadata(\.(pageId|interaction|title))?$/,
    kind: 'defect',
    reason: 'A session that begins signed in has no page yet, so its session_start carries none.',
  },
];
