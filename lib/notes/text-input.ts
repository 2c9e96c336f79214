import * as z from 'zod/mini'
import { holdsSecret } from '#lib/notes/holds-secret.ts'
import { plainLines } from '#lib/notes/plain-lines.ts'

/**
 * A text that staff write and others read: at most `most` characters, in which nothing is hidden and no credential stands.
 * @param words What is said when there is none, and what would become of a credential in it.
 */
export function textInput(most: number, { missing, fate }: { missing: string; fate: string }) {
  return z.string(missing).check(
    // First: of a text in which nothing can be seen, nothing is left.
    z.overwrite(plainLines),
    z.minLength(1, missing),
    z.maxLength(most, `At most ${most} characters. Say it shorter.`),
    z.refine((text) => !holdsSecret(text), `This looks like it holds a credential, and ${fate}`),
  )
}
