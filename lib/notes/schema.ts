import * as z from 'zod/mini'
import { idInput } from '#lib/integrations/schema.ts'
import { type NoteKind, type NoteStep, noteKinds, noteLength, noteSteps } from '#lib/notes/note.ts'
import { textInput } from '#lib/notes/text-input.ts'

/** The form with which staff write about an integration. */
export const noteInput = z.strictObject({
  ...idInput.shape,
  kind: z.enum(Object.keys(noteKinds) as NoteKind[], 'Choose who reads it.'),
  step: z._default(
    z.enum(Object.keys(noteSteps) as NoteStep[], 'Choose where the mail leads.'),
    'integration',
  ),
  text: textInput(noteLength, {
    missing: 'Write something first.',
    fate: 'a note is kept and mailed. Say it without; nothing was stored.',
  }),
})
