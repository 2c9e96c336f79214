type Stop = () => Promise<void>

/**
 * Runs what starts things; each of them says through `onStop` how it is stopped, and all are, the last one first, when
 * the process is told to end or when the start fails. Then the one sentence of what failed is the last line.
 */
export async function startOrStop(start: (onStop: (stop: Stop) => void) => Promise<void>): Promise<void> {
  const stops: Stop[] = []
  let ending: Promise<void> | undefined
  const end = (code: number) => {
    ending ??= stopAll(stops).then(() => process.exit(code))
    return ending
  }
  process.on('SIGINT', () => void end(0))
  process.on('SIGTERM', () => void end(0))
  try {
    await start((stop) => stops.unshift(stop))
  } catch (error) {
    process.stderr.write(`${sentenceOf(error)}\n`)
    await end(1)
  }
}

async function stopAll(stops: Stop[]): Promise<void> {
  for (const stop of stops) {
    await stop().catch((error: unknown) => process.stderr.write(`${sentenceOf(error)}\n`))
  }
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
