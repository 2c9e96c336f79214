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
  return quantile(values, 0.5)
}

/** @param share 0.95 for the value that 95 of 100 do not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export const ms = (value: number) => `${Math.round(value)} ms`
