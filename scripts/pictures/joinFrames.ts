import sharp from 'sharp';

/** Two windows beside each other, each with its caption. */
export interface Frame {
  /** PNG, as the one on the right, and as high as that. */
  left: Buffer;
  right: Buffer;
  captions: readonly [left: string, right: string];
  /** How long it stands. */
  milliseconds: number;
}

const BAR = 44;
const GAP = 12;
const GROUND = '#e4e6ea';

/** Frames as an animated WebP, which plays wherever a README is shown. Frames that are the same become one. */
export async function joinFrames(frames: readonly Frame[], width: number): Promise<Buffer> {
  const joined: { image: Buffer; milliseconds: number }[] = [];
  for (const frame of frames) {
    const image = await draw(frame, width);
    const last = joined.at(-1);
    if (last?.image.equals(image)) last.milliseconds += frame.milliseconds;
    else joined.push({ image, milliseconds: frame.milliseconds });
  }
  return sharp(
    joined.map(({ image }) => image),
    { join: { animated: true } },
  )
    .webp({ quality: 62, effort: 5, delay: joined.map(({ milliseconds }) => milliseconds), loop: 0 })
    .toBuffer();
}

async function draw({ left, right, captions }: Frame, width: number): Promise<Buffer> {
  const [one, other] = await Promise.all([left, right].map((png) => sharp(png).metadata()));
  const whole = one!.width + GAP + other!.width;
  const text = (x: number, says: string): string =>
    `<text x="${x}" y="28" font-family="DejaVu Sans, sans-serif" font-size="17" fill="#1a1c20">${escaped(says)}</text>`;
  const bar = `<svg xmlns="http://www.w3.org/2000/svg" width="${whole}" height="${BAR}">${text(12, captions[0])}${text(one!.width + GAP + 12, captions[1])}</svg>`;
  const image = await sharp({
    create: { width: whole, height: BAR + one!.height, channels: 3, background: GROUND },
  })
    .composite([
      { input: Buffer.from(bar), left: 0, top: 0 },
      { input: left, left: 0, top: BAR },
      { input: right, left: one!.width + GAP, top: BAR },
    ])
    .png()
    .toBuffer();
  return sharp(image).resize({ width }).png().toBuffer();
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
