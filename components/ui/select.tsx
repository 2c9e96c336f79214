import type { ComponentProps } from 'react'

/** A small control with its name above; `options` are values with their words, the first for "not chosen". */
export function Select({
  label,
  options,
  ...rest
}: Omit<ComponentProps<'select'>, 'children'> & {
  label: string
  options: readonly (readonly [value: string, word: string])[]
}) {
  return (
    <label className="grid min-w-0 gap-1 text-12 text-muted max-sm:w-[calc(50%-0.375rem)]">
      {label}
      <select
        {...rest}
        className="h-10 min-w-0 rounded-control border border-control bg-surface px-2 text-14 text-ink"
      >
        {options.map(([value, word]) => (
          <option key={value} value={value}>
            {word}
          </option>
        ))}
      </select>
    </label>
  )
}
