/** Whether an event type is the wanted one, which may be in full or short: `page_view`, `http`, `session_start`. */
export const isType = (type: string, wanted: string): boolean =>
  type === wanted || type === `com.amazon.rum.${wanted}_event`;
