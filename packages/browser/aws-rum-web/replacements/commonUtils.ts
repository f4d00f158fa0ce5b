export const ResourceType = {
  OTHER: 'other',
  STYLESHEET: 'stylesheet',
  DOCUMENT: 'document',
  SCRIPT: 'script',
  IMAGE: 'image',
  FONT: 'font',
} as const;

type FileType = (typeof ResourceType)[keyof typeof ResourceType];

const BY_EXTENSION: [FileType, RegExp][] = [
  ['stylesheet', /^css$/],
  ['document', /^(html?|ts|docx?|pdf|xlsx?)$/],
  ['script', /^js$/],
  ['image', /^(ai|bmp|gif|ico|jpe?g|png|ps|psd|svg|tiff?)$/],
  ['font', /^(fnt|fon|otf|ttf|woff)$/],
];
const BY_INITIATOR: [FileType, RegExp][] = [
  ['image', /^(image|img|input)$/],
  ['document', /^i?frame$/],
  ['script', /^script$/],
  ['stylesheet', /^css$/],
];

/** What kind of file a resource is: by the extension of its URL, else by what has asked for it. */
export function getResourceFileType(url: string, initiatorType?: string): FileType {
  const [extension = ''] = url
    .slice(url.lastIndexOf('/') + 1)
    .split('.')
    .pop()!
    .split(/[?#]/);
  const find = (types: [FileType, RegExp][], name: string): FileType | undefined =>
    types.find(([, pattern]) => pattern.test(name))?.[0];
  return find(BY_EXTENSION, extension) ?? find(BY_INITIATOR, initiatorType ?? '') ?? 'other';
}

export const performanceKey = ({ startTime, duration }: { startTime: number; duration: number }): string =>
  `${startTime}#${duration}`;

const isSupported = (type: string): boolean => PerformanceObserver.supportedEntryTypes.includes(type);
export const isLCPSupported = (): boolean => isSupported('largest-contentful-paint');
export const isFCPSupported = (): boolean => isSupported('paint');
export const isLongTaskSupported = (): boolean => isSupported('longtask');

export const isPutRumEventsCall = (url: string, host: string): boolean =>
  /\/appmonitors\/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/.test(url) && new URL(url).hostname === host;
