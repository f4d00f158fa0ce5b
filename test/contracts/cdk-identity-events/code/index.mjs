/** What tests deploy where the code of a function does not matter. */
export async function handler() {
  throw new Error('this code only has to be there');
}
