import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'

/** Without these Chromium asks for hosts on the internet, which tests must not need. */
export const chromiumArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const playwright = fileURLToPath(new URL('../node_modules/@playwright/test/cli.js', import.meta.url))

/**
 * A Chromium that starts on this machine: the one in PLAYWRIGHT_CHROMIUM, one in PATH, Playwright's own; else
 * Playwright's download; else Debian's package, when allowed to install.
 * @throws a sentence that says what to install.
 */
export async function provideBrowser(): Promise<string> {
  const ways = [() => '', () => downloadOwn(), () => installPackage()]
  for (const provide of ways) {
    provide()
    for (const path of candidates()) if (await starts(path)) return path
  }
  throw new Error(
    'No Chromium starts here, and none could be installed. Install the package "chromium" (Debian: apt-get install chromium), or put the path of one into PLAYWRIGHT_CHROMIUM.',
  )
}

function candidates(): string[] {
  const inPath = ['chromium', 'chromium-browser', 'google-chrome'].map((name) =>
    spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).stdout.trim(),
  )
  return [process.env['PLAYWRIGHT_CHROMIUM'] ?? '', ...inPath, chromium.executablePath()].filter(
    (path) => path !== '',
  )
}

async function starts(executablePath: string): Promise<boolean> {
  try {
    const browser = await chromium.launch({ executablePath, args: chromiumArguments, timeout: 30_000 })
    await browser.close()
    return true
  } catch {
    return false
  }
}

function downloadOwn(): void {
  say('No browser here: trying Playwright’s download …')
  spawnSync(process.execPath, [playwright, 'install', 'chromium'], { stdio: 'ignore', timeout: 180_000 })
}

function installPackage(): void {
  const sudo = process.getuid?.() === 0 ? '' : 'sudo -n '
  say('No download: trying Debian’s package …')
  const install = `${sudo}apt-get update && ${sudo}env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium`
  spawnSync('sh', ['-c', install], { stdio: 'ignore', timeout: 600_000 })
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
