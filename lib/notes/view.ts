import type { NoteStep } from '#lib/notes/note.ts'

/** A note as a screen shows it. Times are RFC 3339. */
export interface NoteView {
  id: string
  at: string
  /** The address of the staff member who wrote it. */
  author: string
  text: string
  /** Whether the customer reads it. */
  isForCustomer: boolean
  /** Where its mail leads; null when it is not mailed. */
  step: NoteStep | null
  /** When the mail was out; null before that, and for those without one. */
  mailedAt: string | null
}
