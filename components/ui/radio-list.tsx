import { Icon } from '#components/ui/icon.tsx'

/** A few choices that exclude each other, all in sight. */
export function RadioList({
  name,
  legend,
  options,
  chosen,
  error,
}: {
  name: string
  legend: string
  options: readonly { value: string; label: string }[]
  chosen: string | undefined
  error?: string | undefined
}) {
  return (
    <fieldset
      id={`${name}-list`}
      aria-describedby={error ? `${name}-error` : undefined}
      className="grid min-w-0 content-start"
    >
      <legend className="pb-1 text-14 font-strong">{legend}</legend>
      {error && (
        <p id={`${name}-error`} className="flex gap-2 py-1 text-14 text-failed">
          <Icon name="failed" className="mt-0.5" />
          <span className="min-w-0">{error}</span>
        </p>
      )}
      {options.map(({ value, label }) => (
        <label key={value} className="flex cursor-pointer gap-3 py-1.5 text-14">
          <input
            type="radio"
            name={name}
            value={value}
            defaultChecked={value === chosen}
            className="mt-0.5 size-4 accent-accent outline-offset-1"
          />
          {label}
        </label>
      ))}
    </fieldset>
  )
}
