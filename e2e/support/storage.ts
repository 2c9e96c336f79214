import type { BrowserContext, Page } from '@playwright/test'

/** Everything that this browser keeps of a page beyond the page itself, as one text. */
export async function storedIn(page: Page, context: BrowserContext): Promise<string> {
  const inPage = await page.evaluate(async () => {
    const caches = 'caches' in window ? await window.caches.keys() : []
    const databases = await indexedDB.databases()
    return JSON.stringify({
      local: { ...localStorage },
      session: { ...sessionStorage },
      history: history.state as unknown,
      name: window.name,
      address: location.href,
      referrer: document.referrer,
      caches,
      databases,
      fetched: performance.getEntriesByType('resource').map(({ name }) => name),
    })
  })
  return `${inPage}\n${JSON.stringify(await context.storageState({ indexedDB: true }))}`
}
