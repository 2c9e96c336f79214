/** Ends the process in order, once, whatever asks for it first. */
export function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false
  const once = async () => {
    if (stopping) return
    stopping = true
    await stop().catch((error: unknown) => process.stderr.write(`${String(error)}\n`))
    process.exit(0)
  }
  process.on('SIGINT', () => void once())
  process.on('SIGTERM', () => void once())
}
