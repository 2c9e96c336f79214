import * as z from 'zod/mini'
import { looksSecret } from '#lib/cloudflare/looks-secret.ts'
import { idInput } from '#lib/integrations/schema.ts'
import { type NoteKind, type NoteStep, noteKinds, noteLength, noteSteps } from '#lib/notes/note.ts'

/** The form with which staff write about an integration. */
export const noteInput = z.strictObject({
  ...idInput.shape,
  kind: z.enum(Object.keys(noteKinds) as NoteKind[], 'Choose who reads it.'),
  step: z._default(
    z.enum(Object.keys(noteSteps) as NoteStep[], 'Choose where the mail leads.'),
    'integration',
  ),
  text: z.string().check(
    z.trim(),
    z.minLength(1, 'Write something first.'),
    z.maxLength(noteLength, `At most ${noteLength} characters. Say it shorter.`),
    z.refine(
      (text) => !text.split(/\s+/).some(looksSecret),
      'This looks like it holds a credential, and a note is kept and mailed. Say it without; nothing was stored.',
    ),
  ),
})
