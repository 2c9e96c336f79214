/** One measured thing beside the floor that no implementation could go below. */
export interface Row {
  what: string
  measured: string
  floor: string
  ratio: string
  goal: string
  meets: boolean
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

export const ms = (value: number) => `${Math.round(value)} ms`
