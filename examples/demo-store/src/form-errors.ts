import { nextTick, reactive } from 'vue';

type Check = (value: string) => string | undefined;

export const filled =
  (message: string): Check =>
  (value) =>
    value ? undefined : message;

export const emailAddress: Check = (value) =>
  /^\S+@\S+\.\S+$/.test(value) ? undefined : 'Enter an email address, like name@example.com';

/** Error messages by field. `check` fills them in, moves the focus to the first field in error and says whether all is well. */
export function useFormErrors<Field extends string>(
  fields: Record<Field, string>,
  checks: Partial<Record<Field, Check>>,
) {
  const errors: Partial<Record<Field, string | undefined>> = reactive({});
  const check = async (form: HTMLFormElement): Promise<boolean> => {
    for (const field of Object.keys(checks) as Field[]) errors[field] = checks[field]!(fields[field]);
    // The fields are marked in the next render.
    await nextTick();
    const first = form.querySelector<HTMLElement>('[aria-invalid="true"]');
    first?.focus();
    return first === null;
  };
  return { errors, check };
}
