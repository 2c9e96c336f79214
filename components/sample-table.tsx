import { SampleRow } from '#components/sample-row.tsx'
import { type Column, DataTable } from '#components/ui/data-table.tsx'
import type { RecordView } from '#lib/cloudflare/audit-view.ts'

// What matters first; two by two they make the lines of a phone.
const columns: Column[] = [
  { title: 'What happened' },
  { title: 'Time', width: 'w-30' },
  { title: 'Who', width: 'w-64' },
  { title: 'Result', width: 'w-26' },
  { title: 'Zone', width: 'w-48' },
  { title: 'Record', width: 'w-18' },
]

/** Audit-log records as proof, the newest first. */
export function SampleTable({ records }: { records: RecordView[] }) {
  return (
    <DataTable caption="Sample of Cloudflare’s audit log" columns={columns} onPhone="pairs">
      {records.map((record, index) => (
        // Two records can be the same in all that is shown, and their order never changes.
        // biome-ignore lint/suspicious/noArrayIndexKey: the list is replaced as a whole
        <SampleRow key={index} record={record} />
      ))}
    </DataTable>
  )
}
