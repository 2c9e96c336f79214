import * as z from 'zod/mini'
import { idInput } from '#lib/integrations/schema.ts'
import { holdsSecret } from '#lib/notes/holds-secret.ts'
import { type NoteKind, type NoteStep, noteKinds, noteLength, noteSteps } from '#lib/notes/note.ts'
import { plainLines } from '#lib/notes/plain-lines.ts'

/** The form with which staff write about an integration. */
export const noteInput = z.strictObject({
  ...idInput.shape,
  kind: z.enum(Object.keys(noteKinds) as NoteKind[], 'Choose who reads it.'),
  step: z._default(
    z.enum(Object.keys(noteSteps) as NoteStep[], 'Choose where the mail leads.'),
    'integration',
  ),
  text: z.string().check(
    // First: of a text in which nothing can be seen, nothing is left.
    z.overwrite(plainLines),
    z.minLength(1, 'Write something first.'),
    z.maxLength(noteLength, `At most ${noteLength} characters. Say it shorter.`),
    z.refine(
      (text) => !holdsSecret(text),
      'This looks like it holds a credential, and a note is kept and mailed. Say it without; nothing was stored.',
    ),
  ),
})
