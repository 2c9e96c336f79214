import type { ReactNode } from 'react'

export interface Column {
  title: string
  /** A width class; columns without one share what is left. */
  width?: string
  /** The title is for those who hear the table; the cells say to the eye what they are. */
  isSilent?: boolean
}

/**
 * Rows of 36 px, a header that stays. On a phone every row becomes a list of labeled lines (`lines`), or its cells stand
 * two in a line where they say by themselves what they are (`pairs`).
 */
export function DataTable({
  caption,
  columns,
  onPhone = 'lines',
  children,
}: {
  caption: string
  columns: Column[]
  onPhone?: 'lines' | 'pairs'
  children: ReactNode
}) {
  return (
    <table
      className={`${onPhone === 'lines' ? 'stacks' : 'stacks pairs'} w-full table-fixed border-collapse text-left text-14`}
    >
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ title, width, isSilent }) => (
            <th
              key={title}
              scope="col"
              className={`sticky top-0 z-10 h-9 truncate border-b border-line bg-ground pr-4 text-12 font-strong text-muted ${width ?? ''}`}
            >
              {isSilent ? <span className="sr-only">{title}</span> : title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  )
}

/** A row that is `marked` also says in words why. */
export function Row({ marked = false, children }: { marked?: boolean; children: ReactNode }) {
  const ground = marked
    ? 'bg-info-soft [box-shadow:-0.75rem_0_var(--color-info-soft),0.75rem_0_var(--color-info-soft)]'
    : 'hover:bg-sunken'
  return <tr className={`relative border-b border-line ${ground}`}>{children}</tr>
}

// A name is cut at its own end: one that is written from right to left would lose its beginning.
const cellClass =
  'font-normal md:pr-4 max-md:wrap-anywhere md:h-9 md:truncate md:[&>a>bdi]:block md:[&>a>bdi]:truncate md:[&>bdi]:block md:[&>bdi]:truncate'

/**
 * `label` is the column's title, shown beside the value on a phone. `blank` says in a word that there is nothing, where
 * that is no news: a phone leaves the line out.
 */
export function Cell({
  label,
  blank,
  children,
}: {
  label: string
  blank?: string | undefined
  children?: ReactNode
}) {
  return (
    <td
      data-label={label}
      className={blank === undefined ? cellClass : `${cellClass} text-faint max-md:hidden!`}
    >
      {blank ?? children}
    </td>
  )
}

/** The cell that names the row. */
export function RowHeader({ label, children }: { label: string; children: ReactNode }) {
  return (
    <th scope="row" data-label={label} className={cellClass}>
      {children}
    </th>
  )
}
