import * as z from 'zod/mini'

/** The form that asks for a sign-in mail. */
export const signInInput = z.strictObject({
  email: z
    .string()
    .check(
      z.trim(),
      z.toLowerCase(),
      z.maxLength(254, 'An e-mail address has at most 254 characters.'),
      z.regex(
        /^[a-z0-9.!#$%&'*+=?^_`{|}~-]+@[a-z0-9.-]+\.[a-z]{2,}$/,
        'Enter one e-mail address, such as name@company.com.',
      ),
    ),
})

/** The form that takes the code from the mail. */
export const codeInput = z.strictObject({
  code: z
    .string()
    .check(
      z.trim(),
      z.minLength(8, 'The code in the mail has 8 characters.'),
      z.maxLength(20, 'The code in the mail has 8 characters.'),
    ),
})

/** A form that is only a button. */
export const nothingInput = z.strictObject({})
