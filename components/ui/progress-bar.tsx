/** How far something has come. `said` is what the bar shows, in words. The words stand beside it for everybody too. */
export function ProgressBar({
  label,
  value,
  max,
  said,
}: {
  label: string
  value: number
  max: number
  said: string
}) {
  return (
    <progress
      aria-label={label}
      aria-valuetext={said}
      value={value}
      max={max}
      className="block h-2 w-full appearance-none overflow-hidden rounded-control bg-sunken outline-1 -outline-offset-1 outline-control forced-colors:appearance-auto [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent"
    />
  )
}
