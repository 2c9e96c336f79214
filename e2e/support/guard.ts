import type { BrowserContext } from '@playwright/test'

/** Notes whatever goes wrong unseen: errors in a browser's console, thrown errors, broken policies, errors in the log. */
export interface Guard {
  watch(context: BrowserContext): void
  /** From here on a problem that matches is part of the story. */
  expectProblem(pattern: RegExp): void
  /** What went wrong and was not expected, the portal's own lines included. */
  unexpected(lines: readonly string[]): string[]
}

export function createGuard(): Guard {
  const problems: string[] = []
  const expected: RegExp[] = []
  return {
    watch(context) {
      // Chromium reports a broken content security policy as an error of the console.
      context.on('console', (message) => {
        if (message.type() === 'error')
          problems.push(`console: ${message.text()} (${message.location().url})`)
      })
      context.on('weberror', (error) => problems.push(`page: ${error.error().message}`))
    },
    expectProblem: (pattern) => expected.push(pattern),
    unexpected: (lines) =>
      [...problems, ...lines.filter(isErrorLine)].filter(
        (problem) => !expected.some((one) => one.test(problem)),
      ),
  }
}

/** A line of level error or worse, or one that is no log line at all. */
function isErrorLine(line: string): boolean {
  try {
    return (JSON.parse(line) as { level: number }).level >= 50
  } catch {
    return true
  }
}
