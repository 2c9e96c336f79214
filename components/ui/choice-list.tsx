import { type ReactNode, useId, useState } from 'react'
import { Icon } from '#components/ui/icon.tsx'
import { inputClass } from '#components/ui/text-input.tsx'

export interface ChoiceRow {
  id: string
  name: string
  /** At the end of the row. */
  detail?: string | null
}

/** With fewer rows the eye is quicker than a search. */
const searchFrom = 9
/** Not the id of any form: what is chosen here stands in other fields, and a return key in the search sends nothing. */
const noForm = 'no-form'

/**
 * One or several of a list, with a search when it is long. `find` answers the rows to show and how many there are: a
 * list of thousands is never on the page as a whole.
 */
export function ChoiceList({
  id,
  legend,
  kind,
  rows,
  chosen,
  onChoose,
  find,
  error,
  note,
  noun,
}: {
  id: string
  legend: string
  kind: 'radio' | 'checkbox'
  rows: readonly ChoiceRow[]
  chosen: readonly string[]
  onChoose: (id: string, isChosen: boolean) => void
  find: (rows: readonly ChoiceRow[], text: string) => { rows: readonly ChoiceRow[]; count: number }
  error?: string | undefined
  note?: ReactNode
  /** What a row is: "zone". */
  noun: string
}) {
  const [wanted, setWanted] = useState('')
  const name = useId()
  const isLong = rows.length >= searchFrom
  const found = isLong ? find(rows, wanted) : { rows, count: rows.length }
  return (
    <div className="with-note grid gap-x-12 gap-y-2 lg:grid-cols-[minmax(0,1fr)_17rem]">
      <fieldset
        id={`${id}-list`}
        aria-describedby={error ? `${id}-list-error` : undefined}
        className="grid min-w-0 content-start gap-1"
      >
        <legend className="pb-1 text-14 font-strong">{legend}</legend>
        {error && (
          <p id={`${id}-list-error`} className="flex gap-2 py-1 text-14 text-failed">
            <Icon name="failed" className="mt-0.5" />
            <span className="min-w-0">{error}</span>
          </p>
        )}
        {isLong && (
          <>
            <Search noun={noun} wanted={wanted} onSearch={setWanted} />
            <p role="status" className="min-h-6 py-0.5 text-14 text-muted">
              {told(found.count, found.rows.length, noun)}
              {chosen.length > 0 && ` ${chosen.length} chosen.`}
            </p>
          </>
        )}
        <ul className="max-h-72 divide-y divide-line overflow-y-auto rounded-control border border-control bg-surface">
          {found.rows.map((row) => (
            <Row
              key={row.id}
              row={row}
              kind={kind}
              name={name}
              isChosen={chosen.includes(row.id)}
              onChoose={onChoose}
            />
          ))}
        </ul>
      </fieldset>
      {note && <div className="margin-note text-14 lg:pt-6">{note}</div>}
    </div>
  )
}

function told(count: number, shown: number, noun: string): string {
  if (count === 0) return `No ${noun} has this in its name or id.`
  const all = `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
  return shown < count ? `The first ${shown} of ${all}; search to see others.` : `${all}.`
}

function Row({
  row,
  kind,
  name,
  isChosen,
  onChoose,
}: {
  row: ChoiceRow
  kind: 'radio' | 'checkbox'
  name: string
  isChosen: boolean
  onChoose: (id: string, isChosen: boolean) => void
}) {
  return (
    <li>
      <label className="grid cursor-pointer grid-cols-[auto_minmax(0,1fr)] gap-x-3 px-3 py-2 hover:bg-sunken has-focus-visible:bg-accent-soft">
        <input
          type={kind}
          name={name}
          form={noForm}
          value={row.id}
          checked={isChosen}
          onChange={(event) => onChoose(row.id, event.target.checked)}
          className="mt-0.5 size-4 accent-accent outline-offset-1"
        />
        <span className="grid text-14">
          <span className="flex flex-wrap justify-between gap-x-3">
            <bdi className="min-w-0 font-strong wrap-anywhere">{row.name || 'Without a name'}</bdi>
            {row.detail && <span className="text-12 text-muted">{row.detail}</span>}
          </span>
          <code dir="ltr" className="font-mono text-12 break-all text-faint">
            {row.id}
          </code>
        </span>
      </label>
    </li>
  )
}

function Search({
  noun,
  wanted,
  onSearch,
}: {
  noun: string
  wanted: string
  onSearch: (text: string) => void
}) {
  return (
    <input
      type="search"
      form={noForm}
      aria-label={`Search ${noun}s by name or id`}
      placeholder="Search by name or id"
      value={wanted}
      onChange={(event) => onSearch(event.target.value)}
      autoComplete="off"
      spellCheck={false}
      className={inputClass}
    />
  )
}
