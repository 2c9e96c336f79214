const width = 360
const height = 24

/** A curve of one figure over days, drawn by the server. Who cannot see it hears where it began, ended, and its bounds. */
export function Sparkline({
  values,
  name,
}: {
  values: readonly { day: string; value: number }[]
  name: string
}) {
  const [first] = values
  const last = values.at(-1)
  if (!first || !last || values.length < 2) {
    return <span className="text-faint">drawn from the second day on</span>
  }
  const numbers = values.map(({ value }) => value)
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)]
  const x = (index: number) => (index / (values.length - 1)) * (width - 4) + 2
  const y = (value: number) => height - 3 - ((value - least) / (most - least || 1)) * (height - 6)
  const points = numbers.map((value, index) => `${x(index).toFixed(1)},${y(value).toFixed(1)}`).join(' ')
  const said = `${name}: ${first.value} on ${first.day}, ${last.value} on ${last.day}, least ${least}, most ${most}`
  return (
    <svg
      role="img"
      aria-label={said}
      viewBox={`0 0 ${width} ${height}`}
      className="inline-block h-6 w-full max-w-90 align-middle text-accent"
      preserveAspectRatio="none"
    >
      <polyline
        points={points}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        vectorEffect="non-scaling-stroke"
        strokeLinejoin="round"
      />
    </svg>
  )
}
