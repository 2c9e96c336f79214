import { TimeAgo } from '#components/ui/time-ago.tsx'
import type { NoteView } from '#lib/notes/view.ts'

/** What staff wrote about an integration; to staff it says who reads each. */
export function NoteList({ notes, reader }: { notes: readonly NoteView[]; reader: 'member' | 'staff' }) {
  return (
    <ol className="border-t border-line text-14">
      {notes.map((note) => (
        <li key={note.id} className="grid gap-1 border-b border-line py-3">
          <p className="flex flex-wrap justify-between gap-x-6 text-muted">
            <span className="min-w-0 wrap-anywhere">
              <bdi className="font-strong text-ink">{note.author}</bdi>
              {reader === 'staff' && <> · {readersOf(note)}</>}
            </span>
            <span className="text-faint tabular-nums">
              <TimeAgo at={note.at} />
            </span>
          </p>
          <p className="max-w-read whitespace-pre-line wrap-anywhere" dir="auto">
            {note.text}
          </p>
        </li>
      ))}
    </ol>
  )
}

function readersOf({ isForCustomer, step, mailedAt }: NoteView): string {
  if (!isForCustomer) return 'internal'
  if (step === null) return 'on the customer’s page'
  return mailedAt ? 'on the customer’s page, mailed' : 'on the customer’s page, the mail is on its way'
}
