import { NoteList } from '#components/note-list.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { Section } from '#components/ui/section.tsx'
import type { Member } from '#lib/auth/actor.ts'
import { findNotes } from '#lib/notes/queries.ts'

/** What AQUILA's support wrote to the customer; nothing when it did not. The newest is in sight. */
export async function NotesSection({ member, integrationId }: { member: Member; integrationId: string }) {
  const notes = await findNotes(member, integrationId)
  if (notes.length === 0) return null
  const [newest, ...older] = notes
  return (
    <Section
      id="messages"
      title="From AQUILA’s support"
      aside="It never asks for a token or a key in a message."
    >
      <NoteList notes={newest ? [newest] : []} reader="member" />
      {older.length > 0 && (
        <div className="pt-3">
          <Disclosure summary={older.length === 1 ? '1 earlier message' : `${older.length} earlier messages`}>
            <NoteList notes={older} reader="member" />
          </Disclosure>
        </div>
      )}
    </Section>
  )
}
